import type { Issue } from '../issue.ts';
import { atNode, speaks, type View, type ViewNode } from './view.ts';

const APOLOGY = /\b(sorry|apologi[sz]e|apolog(?:y|ies)|regret|our (?:fault|mistake))\b/i;
/** What makes an apology more than words: something given back, put right, or a person to talk to. */
const REMEDY = /\b(refund\w*|replac\w+|money back|give(?:n)? back|credit|voucher|exchange|repair\w*|resend\w*|send (?:you )?(?:a )?(?:new|another)|put (?:it|this|things|that) right|make (?:it|this|things|that) right|fix(?:ed|ing)?|reply|answer this|write (?:to )?us|call (?:you|us|me)|phone|talk to|look(?:ing|ed)? into|free of charge|cancel\w*)\b/i;

/** The words of a message, those of its template among them. */
function wordsOf(node: ViewNode, view: View): string {
  const templates = (node.needs.templates ?? []).flatMap((key) => view.world.templates?.filter((t) => t.key === key) ?? []);
  return [...(node.needs.texts ?? []).map((t) => t.text), ...templates.flatMap((t) => [t.subject ?? '', t.body ?? ''])].join('\n');
}

/** "We are sorry" and nothing else makes people angrier. English words only; other languages are not judged. */
export function apology(view: View): Issue[] {
  return view.steps.filter(speaks).flatMap((node): Issue[] => {
    const words = wordsOf(node, view);
    if (!APOLOGY.test(words) || REMEDY.test(words)) return [];
    return [atNode(node, 'apology-without-remedy', 'warning', `"${node.title}" says sorry and offers nothing. Say what you do about it: a refund, a replacement, or a person to talk to.`)];
  });
}

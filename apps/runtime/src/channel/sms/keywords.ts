/** What somebody asks for by SMS; null where they ask for nothing of that. */
export type Wish = 'stop' | 'start' | 'help' | null;

/** Words that ask for it all alone. The first seven are named by 47 CFR 64.1200(a)(10). */
const STOP = new Set(['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe', 'stop all', 'stopall', 'optout', 'unsub', 'halt', 'remove', 'stopp', 'abmelden', 'arret', 'arrêt', 'alto', 'parar', 'baja', 'отписаться', 'стоп']);
const START = new Set(['start', 'unstop', 'opt in', 'optin', 'subscribe', 'resume', 'resubscribe']);
const HELP = new Set(['help', 'info', 'hilfe', 'aide', 'ayuda']);
/** Said around the word without changing it. */
const POLITE = new Set(['please', 'pls', 'plz', 'plss', 'kindly', 'thanks', 'thank', 'thx', 'ty', 'you', 'u', 'ok', 'okay', 'k', 'hi', 'hello', 'hey', 'now', 'immediately', 'asap', 'already', 'just', 'omg', 'ugh', 'bitte', 'danke', 'merci', 'por', 'favor', 'sms', 'text', 'texts', 'txt', 'msg', 'it', 'this', 'that', 'everything', 'sir', 'yes', 'yeah']);

const TEXTS = String.raw`(?:texts?|txts?|text messages?|messages?|msgs?|sms|smses|messaging|marketing|spam|ads?|adverts?|promos?|promotions?|offers?|notifications?|alerts?|reminders?|updates?|newsletters?|subscriptions?|communications?|contact)`;
const WRITE = String.raw`(?:text|txt|message|msg|contact|sms|spam|bother|harass|write|bug|pester|solicit)`;
const WRITING = String.raw`(?:texting|txting|messaging|msging|contacting|spamming|bothering|harassing|writing|sending|bugging|pestering|blowing up|sms ?ing|emailing|soliciting)`;
const ANY = String.raw`(?:all |any |of |these |those |the |your |my |more |me |us |this |such |further |future |stupid |annoying |damn |silly |promotional |marketing |sms |text )*`;

/** Ways to say it in a sentence: each names the messages, the number or the list, or the act of writing to somebody. */
const REVOKES: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:stop|quit|cease|end|halt|discontinue)\b (?:with )?${ANY}(?:${WRITING}|${TEXTS})\b`),
  new RegExp(String.raw`\b(?:do not|dont|never|no longer|not)\b (?:ever |please |want (?:you )?to |want you |you )?${WRITE} (?:to )?(?:me|us|this|my|here|again|any ?more)\b`),
  new RegExp(String.raw`\b(?:do not|dont|never|stop) (?:ever )?(?:send|sending) (?:to )?(?:me |us |this number )?(?:any|these|those|more|such|this|anything|stuff|again|${TEXTS})\b(?! (?:to|until|before|after)\b)`),
  new RegExp(String.raw`\b(?:no|not|enough|zero) (?:more|further|with) ${ANY}${TEXTS}\b`),
  new RegExp(String.raw`\b(?:do not|dont|no longer|never|not) (?:want|wish|care|like|need|interested in|agree|consent)(?:ing)?(?: to)?(?: be| get| getting| receive| receiving| hear| hearing| have| see)?(?: from)? ?${ANY}(?:${TEXTS}|texted|messaged|contacted|from you(?: guys| people)?|you (?:guys |people )?(?:to )?(?:${WRITE}|${WRITING}))\b`),
  /\b(?:remove|delete|erase|scrub|strike) (?:me|us|my (?:phone |cell |mobile )?(?:number|phone|contact|info|details)|this (?:phone )?number)(?: (?:from|off|out of)\b.*\b(?:lists?|database|system|contacts?|records?|texts?|messages?|sms|distribution)\b| please| now| pls| immediately| already| thanks)*$/,
  /\btake (?:me|us|my (?:phone )?number|this number) off\b/,
  /\b(?:unsubscribe|unsub|opt ?out|opt me out|opting out|optout|unenroll|deregister)\b/,
  /\b(?:leave me alone|lose (?:my|this) number|get me off (?:this|your|the)|block me|forget my number)\b/,
  /\b(?:revok(?:e|ing)|withdraw(?:ing)?|rescind|retract|pull|cancel) (?:all |any |my )*(?:consent|permission|opt in|authorization)\b/,
  new RegExp(String.raw`\bcancel(?:ling|ing)? ${ANY}(?:${TEXTS})\b`),
  new RegExp(String.raw`\b(?:done with|sick of|tired of|fed up with) ${ANY}${TEXTS}\b`),
  /\b(?:hören sie auf|keine (?:sms|nachrichten|werbung)(?: mehr)?|bitte abmelden|melden sie mich ab)\b/,
];
/** The same words, and another meaning. */
const NOT_MEANT = /\b(?:do not|dont|never|cannot|cant|wont|will not|can not|did not|didnt|not|non|without|rather not|no need to|no plans? to|why (?:was|am|were|did)|did i|have i|if i|was i|should i|before i|unless|instead of)\b(?: \S+){0,3} (?:stop|unsubscribe|unsub|opt ?out|opting out|optout|cancel|remove|quit|end)\b|\b(?:bus|train|truck|rest|pit|tram|non|one|full|next|last|first|whistle) ?stop\b|\bstop (?:by|in|over|at|for|watch|gap|sign|light|motion)\b|\b(?:after|before|until|till|between|during|past) (?:\d|noon|midnight|work|dinner|ten|nine|eight|bedtime|school)/;

/**
 * Reads a wish from a text in any case, with any punctuation, quotes or emoji. A keyword counts where it stands alone or among polite words;
 * else the sentence has to speak of messages, the number or the list, so that "I will stop by" stops nothing.
 */
export function wishOf(text: string): Wish {
  const plain = plainOf(text);
  const alone = aloneOf(plain);
  for (const word of [plain, alone]) {
    if (STOP.has(word)) return 'stop';
    if (START.has(word)) return 'start';
    if (HELP.has(word)) return 'help';
  }
  // long texts are stories, in which such words speak of something else
  if (plain.split(' ').length > 40 || NOT_MEANT.test(plain)) return null;
  return REVOKES.some((rule) => rule.test(plain)) ? 'stop' : null;
}

/** In lower case, one space between words, without anything that is neither a letter nor a digit. "S T O P" and "S.T.O.P." are one word. */
function plainOf(text: string): string {
  const words = text.normalize('NFKC').slice(0, 1_000).toLowerCase().replaceAll(/['’‘`´]/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().replaceAll(/\bdo nt\b/g, 'dont');
  return /^\p{L}(?: \p{L}){2,}$/u.test(words) ? words.replaceAll(' ', '') : words;
}

const aloneOf = (plain: string): string => {
  const left = plain.split(' ').filter((word) => !POLITE.has(word));
  return [...new Set(left)].join(' ');
};

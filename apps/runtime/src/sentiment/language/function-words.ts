const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Small words that English has and the languages below have not. */
export const ENGLISH = words(`
  the and is are was were this that it its with for not you your my we they them their his her have has had been will would could
  should but very from which what when where there here than then too just only about because of to i'm it's don't didn't i`);

/** Small words of the commonest other languages of shops, without those that are English words as well. */
export const OTHER = words(`
  der das und ist war nicht ich sehr mit für ein eine einen auf auch aber haben wurde werden schon noch danke bitte leider gut schlecht
  le les et est pas je très avec pour une des mais nous vous sont merci livraison bonjour bien
  el los las y es muy pero gracias por para una con está esta producto envío bueno
  il gli che è non molto grazie sono della ottimo prodotto
  het een niet zeer maar ook zijn voor naar dank goed
  o os não muito obrigado uma com são bom
  jest nie bardzo dziękuję och inte mycket tack ikke meget tak och för att`);

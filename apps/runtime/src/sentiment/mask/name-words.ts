const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Weighted words that are names when capitalised, nearly always. */
export const NAMES_FIRST = words(`
  amity bliss blessing chance charity cherish clarity dick divine faith felicity gift glory grace grant harmony heaven hope innocent
  jewel joy justice liberty marvel mercy merit merry mia noble precious rich rob serenity sunny tia treasure ty verity virtue`);

/** Weighted words that are also names, seldom enough to need a sign of it. */
export const WORDS_FIRST = words(`
  beauty bless brave bright champ charm comfort courage darling desire diamond dignity earnest freedom glad happy hero honest honesty
  honor honour innocence joyful keen love lovely loyal loyalty lucky miracle peace praise promise sincere strong sunshine sweet sweetie
  true trust truth win winner wisdom worth worthy`);

/** Written small, these are names typed in a hurry rather than the abbreviations the lexicon knows. */
export const NAMES_IN_ANY_CASE = words('mia tia');

/** After these a capitalised word is whoever they speak of or to. */
export const BEFORE_A_NAME = words(`
  mr mrs ms miss dr prof sir madam dear hi hello hey thanks named called with by from to and for told asked made makes making let lets
  met saw helped assisted thank`);
export const HONORIFICS = words('mr mrs ms miss dr prof sir madam');

/** After a name: what somebody does, did or is. */
export const AFTER_A_NAME = words(`
  is was has had will would can could did does feels feel felt made makes told tells found finds helped helps said says asked answered
  called replied went came took gave sent fixed solved worked works seems seemed looked looks explained handled listened never always
  from at who`);

/** At the beginning of a sentence these show that the word before is meant as a word: "Hope this helps", "Joy to use". */
export const AFTER_A_WORD = words(`
  this that these those it to you your the a an my our their his her we i they he she for of in on with and or so not no`);

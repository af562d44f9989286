/**
 * Weights for the language of buying and being served, which a lexicon made from tweets does not know or reads the other way. Chosen
 * by hand from what the words mean in a review or a letter to a shop, before any score was looked at.
 */
export const SERVICE_WORDS: ReadonlyMap<string, number> = new Map<string, number>([
  // went wrong
  ['late', -1.4], ['delayed', -1.4], ['broke', -1.9], ['broken', -2.1], ['defective', -2.4], ['faulty', -2.2], ['damaged', -2.2],
  ['missing', -1.4], ['wrong', -2.1], ['waited', -1.2], ['waiting', -1.0], ['slow', -1.5], ['refund', -1.3], ['refused', -1.6],
  ['returned', -1.1], ['returning', -1.1], ['overpriced', -2.0], ['overcooked', -1.8], ['undercooked', -1.8], ['bland', -1.7],
  ['tasteless', -1.9], ['stale', -1.8], ['cold', -0.8], ['dirty', -2.0], ['filthy', -2.5], ['rude', -2.4], ['unprofessional', -2.2],
  ['unhelpful', -2.1], ['mediocre', -1.5], ['useless', -2.2], ['unusable', -2.2], ['junk', -2.2], ['garbage', -2.3], ['trash', -2.1],
  ['crap', -2.2], ['flimsy', -1.7], ['cheaply', -1.4], ['cracked', -1.6], ['scratched', -1.5], ['leaked', -1.5], ['leaks', -1.5],
  ['stopped', -1.0], ['quit', -1.2], ['died', -1.6], ['dies', -1.6], ['freezes', -1.7], ['froze', -1.6], ['crashes', -1.8], ['glitch', -1.6],
  ['buggy', -1.9], ['lacks', -1.3], ['lacking', -1.3], ['lacked', -1.3], ['overrated', -1.8], ['inedible', -2.4], ['soggy', -1.4],
  ['greasy', -1.1], ['nasty', -2.4], ['unacceptable', -2.3], ['incompetent', -2.4], ['ignored', -1.9], ['charged', -0.7],
  ['overcharged', -2.1], ['lousy', -2.3], ['unreliable', -2.0], ['nightmare', -2.5], ['rip-off', -2.5], ['ripoff', -2.5], ['avoid', -1.9],
  ['worse', -2.1], ['worst', -3.1], ['underwhelming', -1.7], ['underwhelmed', -1.7], ['unsatisfied', -2.0], ['dissapointed', -2.1],
  ['dissapointing', -2.1], ['displeasing', -1.9], ['displeased', -1.9],
  // went right
  ['delicious', 2.7], ['tasty', 2.2], ['yummy', 2.4], ['fresh', 1.3], ['affordable', 1.6], ['sturdy', 1.7], ['durable', 1.7],
  ['reliable', 1.9], ['easy', 1.9], ['easily', 1.5], ['fast', 1.2], ['quick', 1.2], ['quickly', 1.1], ['prompt', 1.4], ['promptly', 1.5],
  ['attentive', 1.9], ['courteous', 2.1], ['knowledgeable', 1.8], ['recommend', 1.9], ['recommended', 1.7], ['impressed', 2.1],
  ['flawless', 2.4], ['flawlessly', 2.4], ['sleek', 1.5], ['crisp', 1.3], ['clear', 1.1], ['compact', 0.9], ['lightweight', 1.1],
  ['intuitive', 1.7], ['versatile', 1.5], ['cozy', 1.5], ['tender', 1.2], ['authentic', 1.3], ['bargain', 1.6], ['seamless', 1.8],
  ['worked', 0.7], ['works', 1.0], ['responsive', 1.6], ['comfortable', 1.8], ['spotless', 2.1], ['pleased', 2.1],
  // say nothing here, whatever they say elsewhere
  ['please', 0], ['help', 0.3], ['like', 0.9], ['play', 0], ['playing', 0], ['player', 0], ['sound', 0], ['care', 0.4], ['number', 0],
  ['order', 0], ['share', 0.3], ['interest', 0.5], ['no', -0.8], ['pay', -0.2], ['chance', 0.2], ['matter', 0], ['matters', 0], ['war', -1], ['ok', 0.4], ['okay', 0.4],
]);

import { chance, pick } from './chance.ts';

/** Whom the shop writes to. The data holds a number and a country; the rest is made up, the same at every feed. */
export interface Person {
  readonly id: string;
  readonly traits: { readonly email: string; readonly firstName: string; readonly country: string };
  readonly timezone: string | null;
  readonly locale: string;
  /** Topics and reading of moods the customer said yes or no to. */
  readonly consent: Readonly<Record<string, boolean>>;
}

const NAMES = [
  'Amara', 'Ben', 'Chloe', 'Daniel', 'Elif', 'Fiona', 'George', 'Hannah', 'Imran', 'Julia', 'Karim', 'Laura', 'Mateo', 'Nadia', 'Oliver', 'Priya', 'Quentin', 'Rosa',
  'Samir', 'Tanja', 'Uma', 'Viktor', 'Wendy', 'Yusuf', 'Zoe', 'Alice', 'Bruno', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katrin', 'Liam', 'Mia',
  'Noah', 'Olga', 'Paul', 'Ruth', 'Simon', 'Tia', 'Ursula', 'Vera', 'Walter', 'Grace', 'Joy', 'Robert',
];

/** Zone and language of a country; what is not here is treated as unknown, as a shop would. */
const PLACES: Readonly<Record<string, readonly [zone: string, locale: string]>> = {
  'United Kingdom': ['Europe/London', 'en-GB'], 'Channel Islands': ['Europe/Jersey', 'en-GB'], EIRE: ['Europe/Dublin', 'en-IE'], Germany: ['Europe/Berlin', 'de-DE'],
  France: ['Europe/Paris', 'fr-FR'], Belgium: ['Europe/Brussels', 'nl-BE'], Spain: ['Europe/Madrid', 'es-ES'], Australia: ['Australia/Sydney', 'en-AU'],
  Netherlands: ['Europe/Amsterdam', 'nl-NL'], Portugal: ['Europe/Lisbon', 'pt-PT'], Switzerland: ['Europe/Zurich', 'de-CH'], Italy: ['Europe/Rome', 'it-IT'],
  Cyprus: ['Asia/Nicosia', 'el-CY'], Sweden: ['Europe/Stockholm', 'sv-SE'], Japan: ['Asia/Tokyo', 'ja-JP'], Norway: ['Europe/Oslo', 'nb-NO'], Poland: ['Europe/Warsaw', 'pl-PL'],
  Lithuania: ['Europe/Vilnius', 'lt-LT'], Austria: ['Europe/Vienna', 'de-AT'], Finland: ['Europe/Helsinki', 'fi-FI'], Iceland: ['Atlantic/Reykjavik', 'is-IS'],
  Denmark: ['Europe/Copenhagen', 'da-DK'], Israel: ['Asia/Jerusalem', 'he-IL'], Greece: ['Europe/Athens', 'el-GR'], Singapore: ['Asia/Singapore', 'en-SG'],
  Lebanon: ['Asia/Beirut', 'ar-LB'], 'United Arab Emirates': ['Asia/Dubai', 'ar-AE'], 'Saudi Arabia': ['Asia/Riyadh', 'ar-SA'], 'Czech Republic': ['Europe/Prague', 'cs-CZ'],
};

/** The person behind a customer number. */
export function personOf(number: string, country: string): Person {
  const id = `customer-${number}`;
  const [zone = null, locale = 'en'] = PLACES[country] ?? [];
  return {
    id,
    traits: { email: `customer${number}@shop.example`, firstName: pick(NAMES, `${id} name`), country },
    timezone: zone,
    locale,
    consent: {
      offers: chance(`${id} offers`) < 0.82,
      news: chance(`${id} news`) < 0.7,
      care: chance(`${id} care`) < 0.95,
      sentiment: chance(`${id} sentiment`) < 0.92,
    },
  };
}

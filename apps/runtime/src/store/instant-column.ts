import { customType } from 'drizzle-orm/pg-core';

/**
 * Instants are `timestamptz` in the database and RFC 3339 strings in UTC with milliseconds here, the same form the language
 * uses, so that nothing depends on a driver's idea of dates.
 */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  toDriver: (value) => value,
});

import { InvalidArgumentError } from 'commander';

/** An option's UTC day. */
export function dayFrom(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    throw new InvalidArgumentError('It must be a day, as in 2026-01-31.');
  }
  return text;
}

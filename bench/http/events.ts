import { nativeLine } from '../lines/native.ts';

/** Of every event here, so that they all meet in the one large day file. */
const COURSE = 'course-v1:Sorbonne+BIO101+2026';
const LEARNERS = 2_000;
const ITEMS = 300;
const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

/** A lifelike event that no other number has. @param at ms since the epoch */
export function eventLine(number: number, at: number): string {
  const told = { micros: 0, course: COURSE, agent: AGENT };
  return nativeLine({ at, who: 4_000_000 + (number % LEARNERS), what: number % 10, item: number % ITEMS, ...told }, number);
}

/** A POST of events that happen now, as plugins of LMSs send them: a JSON array. @param first the number of its first event */
export function postBody(first: number, count: number): string {
  const now = Date.now();
  return `[${Array.from({ length: count }, (_, i) => eventLine(first + i, now)).join(',')}]`;
}

/** An event whose object's id stays readable, by which it is found among the merged rows. */
export function probeLine(marker: string): string {
  return JSON.stringify({
    ...{ sillage: 1, id: marker, time: new Date().toISOString(), actor: { user_id: 1 }, course: COURSE },
    ...{ category: 'video', action: 'played', object: { type: 'video', id: marker, public: true } },
  });
}

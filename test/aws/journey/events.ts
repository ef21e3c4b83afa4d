const COURSES = ['course-v1:Sorbonne+BIO101+2026', 'course-v1:Sorbonne+HIS201+2026', undefined];

/** Identifiers that stand in the events and may stand nowhere behind the intake. */
export const IDENTIFIERS = ['zoé.lefèvre@example.org', 'zoe-lefevre', '198.51.100.77', '7341902', 'Mozilla/5.0 (X11; Linux'];

/** The nth event of a source, of one of a few learners in one of a few courses. */
export function eventOf(source: string, n: number): string {
  const who = n % 3;
  return JSON.stringify({
    sillage: 1,
    id: `${source}-event-${n}`,
    time: new Date(Date.UTC(2026, 9, 7, 1 + (n % 40))).toISOString(),
    actor:
      who === 0
        ? { user_id: 7341902, username: 'zoe-lefevre', mbox: 'zoé.lefèvre@example.org' }
        : { user_id: 9_000_000 + who, ...(n % 2 === 0 ? { username: `élève-${who}` } : {}) },
    course: COURSES[n % COURSES.length],
    session: `session-of-${who}`,
    category: 'video',
    action: 'played',
    object: { type: 'video', id: `vidéo-${n % 5}` },
    client: { user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' },
    ip: '198.51.100.77',
  });
}

/** Three sendings with 12 distinct events, two of them sent twice, and two lines that are none. */
export function sendingsOf(source: string): readonly string[] {
  const line = (n: number) => eventOf(source, n);
  return [
    [line(0), line(1), line(2), line(3), line(4)],
    [line(5), line(6), '{"sillage":1,"category":"video"', line(7), line(2)],
    [line(8), line(9), line(10), line(11), line(0), '{"what":"is this"}'],
  ].map((lines) => lines.join('\n'));
}

export const DISTINCT = 12;
export const LINES = 16;

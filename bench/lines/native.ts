import { type Drawn, hex } from './draw.ts';

/** Events in the format of sillage. */
export function nativeLine(drawn: Drawn, i: number): string {
  const { at, who, course, what, item, agent } = drawn;
  return JSON.stringify({
    sillage: 1,
    id: `event-${i}-${who}`,
    time: new Date(at).toISOString(),
    actor: { user_id: who, username: `élève_${who}` },
    course,
    session: hex(who * 31),
    ...(what < 6
      ? { category: 'video', action: what < 3 ? 'played' : 'paused', media: { time_s: item, length_s: 421.5 } }
      : { category: 'assessment', action: 'answered', score: { raw: 1, max: 1 }, success: true, attempt: 1, graded: true, choice: 'b' }),
    object: { type: what < 6 ? 'video' : 'question', id: `item-${item}`, public: true },
    page: `https://lms.example.org/course/${course}/quiz/${item}`,
    client: { user_agent: agent, language: 'fr-FR' },
  });
}

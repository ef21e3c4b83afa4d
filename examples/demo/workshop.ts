import type { Learner } from './people.ts';
import type { Dice } from './random.ts';

const COURSE = 'atelier-chimie-2025';

/** Events of a small platform of one's own, in sillage's native format. */
export function workshop(learners: readonly Learner[], days: readonly number[], dice: Dice): readonly string[] {
  return learners.flatMap((learner) =>
    Array.from({ length: dice.whole(2, 6) }, (_, i) => {
      const right = dice.chance(learner.talent);
      return JSON.stringify({
        sillage: 1,
        id: dice.uuid(),
        time: new Date(dice.pick(days) + dice.whole(9, 17) * 3_600_000 + dice.whole(0, 3_599_999)).toISOString(),
        actor: { user_id: learner.userId, username: learner.username, mbox: `mailto:${learner.email}` },
        role: 'learner',
        course: COURSE,
        session: dice.hex(32),
        category: 'assessment',
        action: 'answered',
        object: { type: 'exercise', id: `exercice-${i + 1}`, public: true },
        page: `https://atelier.univ.example/course/unit/${learner.username}`,
        success: right,
        attempt: 1,
        score: { raw: right ? 2 : 0, max: 2 },
        graded: true,
        choice: dice.pick(['a', 'b', 'c']),
        client: { user_agent: learner.agent, language: learner.language },
      });
    }),
  );
}

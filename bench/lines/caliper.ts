import { type Drawn, hex, uuid } from './draw.ts';

const CAMPUS = 'https://campus.exemple.fr';
const person = (who: number): string => `${CAMPUS}/users/${who}`;

type Told = (drawn: Drawn) => object;

const video =
  (action: string): Told =>
  ({ item }) => {
    const id = `${CAMPUS}/videos/${item}`;
    return {
      ...{ type: 'MediaEvent', profile: 'MediaProfile', action },
      object: { id, type: 'VideoObject', mediaType: 'video/mp4', name: 'La mitose', duration: 'PT7M1.5S' },
      target: { id, type: 'MediaLocation', currentTime: `PT${(item * 7) % 400}S` },
    };
  };
const attempt = (who: number, assignable: object & { readonly id: string }, count: number): object => ({
  ...{ id: `${assignable.id}/users/${who}/attempts/${count}`, type: 'Attempt', assignee: person(who), assignable, count },
});
const answer: Told = ({ who, item, at }) => {
  const question = { id: `${CAMPUS}/quiz/7/items/${item}`, type: 'AssessmentItem', name: 'Question 3', maxScore: 1 };
  return {
    ...{ type: 'AssessmentItemEvent', profile: 'AssessmentProfile', action: 'Completed', object: question },
    generated: {
      ...{ id: `${question.id}/users/${who}/responses/1`, type: 'MultipleChoiceResponse', value: 'C' },
      ...{ attempt: attempt(who, question, 1 + (item % 3)) },
      ...{ startedAtTime: new Date(at - 45_500).toISOString(), endedAtTime: new Date(at).toISOString() },
    },
  };
};
const graded: Told = ({ who, item }) => {
  const quiz = { id: `${CAMPUS}/quiz/${item}`, type: 'Assessment', name: 'Contrôle 1' };
  return {
    ...{ type: 'GradeEvent', profile: 'GradingProfile', action: 'Graded', object: attempt(who, quiz, 1) },
    generated: { id: `${quiz.id}/users/${who}/scores/1`, type: 'Score', maxScore: 20, scoreGiven: 15, comment: 'Bravo' },
  };
};
const viewed: Told = ({ item }) => ({
  ...{
    type: 'ViewEvent',
    profile: 'ReadingProfile',
    action: 'Viewed',
    object: { id: `${CAMPUS}/pages/${item}`, type: 'Page', name: 'Accueil' },
  },
});
const message: Told = ({ item }) => ({
  ...{ type: 'MessageEvent', profile: 'ForumProfile', action: 'Posted' },
  object: {
    ...{ id: `${CAMPUS}/fils/${item}/messages/2`, type: 'Message', body: 'Très bonne question, merci !' },
    isPartOf: { id: `${CAMPUS}/fils/${item}`, type: 'Thread', isPartOf: { id: `${CAMPUS}/forums/1`, type: 'Forum' } },
  },
});

const played = video('Started');
const paused = video('Paused');
const ACTS: readonly Told[] = [played, played, played, paused, paused, video('JumpedTo'), answer, graded, viewed, message];

/** Envelopes of Caliper 1.2, of one event each. */
export function caliperLine(drawn: Drawn, ordinal: number): string {
  const { at, who, course, what, agent } = drawn;
  const time = new Date(at).toISOString();
  const section = `${CAMPUS}/courses/${course.split('+')[1]}/sections/1`;
  return JSON.stringify({
    ...{ sensor: `${CAMPUS}/sensors/1`, sendTime: time, dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p2' },
    data: [
      {
        ...{ '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2', id: `urn:uuid:${uuid(ordinal)}`, eventTime: time },
        actor: { id: person(who), type: 'Person', name: `Élève ${who}` },
        ...(ACTS[what] as Told)(drawn),
        edApp: { id: CAMPUS, type: 'SoftwareApplication', version: '4.2' },
        group: { id: section, type: 'CourseSection', courseNumber: 'X', academicSession: 'Printemps 2026' },
        membership: {
          ...{ id: `${section}/rosters/${who}`, type: 'Membership', member: person(who), organization: section },
          ...{ roles: ['Learner'], status: 'Active', dateCreated: '2026-01-15T10:00:00.000Z' },
        },
        session: {
          ...{ id: `${CAMPUS}/sessions/${hex(who * 31)}`, type: 'Session', user: person(who), startedAtTime: time },
          client: { id: `urn:uuid:${uuid(who)}`, type: 'SoftwareApplication', userAgent: agent, ipAddress: '192.0.2.7' },
        },
      },
    ],
  });
}

const VIDEO = 'https://w3id.org/xapi/video/extensions/';
const OPENEDX = 'https://w3id.org/xapi/openedx/extension/';
const TINCAN = 'http://id.tincanapi.com/extension/';

/** Extensions that are read, by what they tell; the first that is there counts. */
export const READ = {
  time: [`${VIDEO}time`],
  timeFrom: [`${VIDEO}time-from`],
  timeTo: [`${VIDEO}time-to`],
  length: [`${VIDEO}length`],
  speed: [`${OPENEDX}speed-to`, `${VIDEO}speed`],
  captions: [`${VIDEO}cc-enabled`, `${VIDEO}cc-subtitle-enabled`],
  session: [
    'https://w3id.org/xapi/openedx/extensions/session-id',
    `${OPENEDX}session-id`,
    'https://w3id.org/xapi/cmi5/context/extensions/sessionid',
    `${VIDEO}session-id`,
  ],
  /** How often the learner has tried the problem. */
  attempt: [`${TINCAN}attempt-id`],
  position: [`${TINCAN}position`],
  start: [`${TINCAN}starting-position`],
  end: [`${TINCAN}ending-point`],
  items: ['https://w3id.org/xapi/acrossx/extensions/total-items'],
} as const;

export type ReadName = keyof typeof READ;

/** Where each is looked for, in this order. */
export const PLACES: Readonly<Record<ReadName, readonly ('result' | 'context' | 'definition')[]>> = {
  time: ['result', 'context'],
  timeFrom: ['result'],
  timeTo: ['result'],
  length: ['context', 'result'],
  speed: ['result', 'context'],
  captions: ['result', 'context'],
  session: ['context'],
  attempt: ['definition'],
  position: ['definition'],
  start: ['context'],
  end: ['context'],
  items: ['definition'],
};

/** The state of a player's controls, all told at once by some players: then nobody can tell which one was used. */
export const CONTROLS = ['volume', 'full-screen', 'screen-size', 'video-playback-size', 'quality', 'frame-rate', 'track', 'user-agent'].map(
  (name) => `${VIDEO}${name}`,
);

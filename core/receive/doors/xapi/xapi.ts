import { json, refuse } from '../../http.ts';
import type { Answer, Door } from '../door.ts';
import { postStatements, putStatement } from './statements.ts';
import { RELEASES, releaseHeader, statementHeaders, versioned } from './version.ts';

const about: Answer = async () => json(200, { version: Object.values(RELEASES) });
const notReadBack = versioned(async () => refuse('not_read_back'));
const missing: Answer = async () => refuse('no_such_resource');
const NOTHING = { GET: missing, POST: missing, PUT: missing };

/** The endpoint of a learning record store that statements can be written to (xAPI 1.0.3, part three; IEEE 9274.1.1). */
export const XAPI: readonly Door[] = [
  {
    path: '/xapi/statements',
    methods: { GET: notReadBack, POST: versioned(postStatements), PUT: versioned(putStatement) },
    headers: statementHeaders,
  },
  { path: '/xapi/about', methods: { GET: about }, headers: releaseHeader },
  { path: '/xapi', methods: NOTHING, headers: releaseHeader },
  { path: '/xapi/**', methods: NOTHING, headers: releaseHeader },
];

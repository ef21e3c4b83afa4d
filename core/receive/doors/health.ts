import { json, RETRY_AFTER, refuse } from '../http.ts';
import type { Answer, Door } from './door.ts';

const state: Answer = async (_request, { full }) =>
  ((await full?.()) ?? null) === null ? json(200, { status: 'ok' }) : refuse('unavailable', RETRY_AFTER);

/** Whether the server takes events: not while its disk or queue is full. */
export const health: Door = { path: '/v1/health', methods: { GET: state } };

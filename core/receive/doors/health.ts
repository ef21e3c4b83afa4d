import { json } from '../http.ts';
import type { Door } from './door.ts';

/** Whether the server takes events. */
export const health: Door = { path: '/v1/health', methods: { GET: async () => json(200, { status: 'ok' }) } };

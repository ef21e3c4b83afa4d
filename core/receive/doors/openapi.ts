import { json } from '../http.ts';
import description from '../openapi/openapi.json' with { type: 'json' };
import type { Door } from './door.ts';

/** What stands at every address, for programs (OpenAPI 3.1). Made beforehand (openapi/document.ts), since a function need not carry what makes it. */
export const openapi: Door = { path: '/openapi.json', methods: { GET: async () => json(200, description) } };

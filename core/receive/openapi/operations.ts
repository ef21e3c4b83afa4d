import { BODY_REFUSALS, type Operation, schemaNamed } from './operation.ts';
import { XAPI_OPERATIONS } from './xapi-operations.ts';

const RECEIVED = { status: 200, what: 'The batch is durable.', schema: schemaNamed('Received') };
const TEXT = { type: 'string' };
const HELD = [...BODY_REFUSALS, 'malformed_json', 'too_many_items', 'rejected'] as const;

/** By address as the doors write it, and method. Whatever a door takes must stand here, and nothing else. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/events': {
    POST: {
      summary: 'Events of any dialect, told item by item or named by the sender.',
      query: [
        ['dialect', 'openedx, xapi, caliper, canvas, moodle or native; without it each item is told by its own shape.'],
        ['time_zone', 'IANA name of the time zone of a report that tells none.'],
        ['course', 'Course of a report that was downloaded from within it.'],
      ],
      body: {
        'application/json': { oneOf: [{ type: 'array', items: schemaNamed('Item') }, schemaNamed('Item')] },
        'application/x-ndjson': TEXT,
        'text/plain': TEXT,
        'text/csv': TEXT,
      },
      success: RECEIVED,
      refusals: [...HELD, 'unknown_dialect'],
    },
  },
  '/v1/health': {
    GET: {
      summary: 'Whether the server takes events.',
      open: true,
      success: { status: 200, what: 'It does.', schema: { type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] } },
      refusals: [],
    },
  },
  ...XAPI_OPERATIONS,
  '/openapi.json': {
    GET: {
      summary: 'This description.',
      open: true,
      success: { status: 200, what: 'An OpenAPI 3.1 document.', schema: { type: 'object' } },
      refusals: [],
    },
  },
};

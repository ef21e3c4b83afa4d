import { BODY_REFUSALS, type Operation, schemaNamed } from './operation.ts';
import { XAPI_OPERATIONS } from './xapi-operations.ts';

const RECEIVED = { status: 200, what: 'The batch is durable.', schema: schemaNamed('Received') };
const TEXT = { type: 'string' };
const HELD = [...BODY_REFUSALS, 'malformed_json', 'too_many_values', 'too_many_items', 'rejected'] as const;

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
  '/caliper': {
    GET: {
      summary: 'The configuration of this Caliper endpoint.',
      open: true,
      success: {
        status: 200,
        what: 'Which versions it reads, and how much at once.',
        schema: {
          type: 'object',
          properties: {
            caliper_supported_versions: { type: 'array', items: TEXT },
            caliper_maximum_payload_size: { type: 'integer', description: 'Kilobytes.' },
          },
          required: ['caliper_supported_versions'],
        },
      },
      refusals: [],
    },
    POST: {
      summary: 'Caliper envelopes of 1.0, 1.1 or 1.2. The secret may also stand in the Authorization header alone, without a scheme.',
      body: { 'application/json': { oneOf: [{ type: 'array', items: schemaNamed('Envelope') }, schemaNamed('Envelope')] } },
      success: { status: 200, what: 'The batch is durable. x-sillage-rejected tells how many items were left out, if any.' },
      refusals: [...HELD, 'unsupported_type', 'no_envelope', 'unknown_version'],
    },
  },
  '/v1/courses/**': {
    PUT: {
      summary: 'When a course opens and closes, and its title.',
      parts: [['course', 'The course id as the LMS writes it, percent-encoded; at most 255 bytes.']],
      body: { 'application/json': schemaNamed('Course') },
      success: {
        status: 200,
        what: 'The registry has it. What is known of the course now.',
        schema: schemaNamed('KnownCourse'),
      },
      refusals: [
        ...BODY_REFUSALS,
        'malformed_json',
        'too_many_values',
        'invalid_course_id',
        'invalid_title',
        'invalid_opens',
        'invalid_closes',
        'unknown_member',
      ],
    },
  },
  '/canvas/*': {
    POST: {
      summary: 'Canvas Live Events, signed: a compact JWS of an event in JSON, by a key at the JWKS address of the source.',
      open: true,
      parts: [['source', "The source's name."]],
      body: { 'application/json': TEXT, 'application/jwt': TEXT },
      success: RECEIVED,
      refusals: [...HELD.filter((code) => code !== 'unauthorized' && code !== 'scope_missing'), 'not_signed'],
    },
  },
  '/canvas/*/*': {
    POST: {
      summary: 'Canvas Live Events, raw or as Caliper 1.1.',
      open: true,
      parts: [
        ['source', "The source's name."],
        ['secret', 'One of its secrets.'],
      ],
      body: { 'application/json': { oneOf: [{ type: 'array', items: schemaNamed('Item') }, schemaNamed('Item')] } },
      success: RECEIVED,
      refusals: HELD,
    },
  },
  '/v1/health': {
    GET: {
      summary: 'Whether the server takes events.',
      open: true,
      success: { status: 200, what: 'It does.', schema: { type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] } },
      refusals: ['unavailable'],
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

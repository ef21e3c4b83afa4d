import * as z from 'zod/mini';
import { nativeEvent } from '#core/normalise/dialects/native-schema.ts';
import { REJECTIONS } from '#core/normalise/rejection.ts';
import { courseSchema } from '../doors/course-schema.ts';
import { REFUSALS } from '../http.ts';

const object = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
});
const text = (description: string): object => ({ type: 'string', description });
const count = (description: string): object => ({ type: 'integer', minimum: 0, description });

const MOMENT = { type: ['string', 'null'], format: 'date-time' };

const FAULTS = {
  type: 'array',
  description: 'Every faulty item. Nothing of it is quoted.',
  items: object({
    index: count('Which one, from 0, in the order sent.'),
    code: { enum: Object.keys(REJECTIONS) },
    message: text('What is wrong, and what to do.'),
  }),
};

/** The schemas that operations name. The native event's is the one that receive itself reads by. */
export const SCHEMAS: Readonly<Record<string, object>> = {
  Error: object(
    { error: object({ code: { enum: Object.keys(REFUSALS) }, message: text('What is wrong, and what to do.') }), rejected: FAULTS },
    ['error'],
  ),
  Received: object({
    batch: { type: ['string', 'null'], description: 'Its id; the same content sent again is the same batch. null: nothing was sent.' },
    accepted: count('Items that will be rows, or are rightly left out.'),
    rejected: FAULTS,
  }),
  Statement: {
    type: 'object',
    description: 'An xAPI statement, by the rules of the release that the request names.',
    properties: { id: { type: 'string', format: 'uuid' }, actor: { type: 'object' }, verb: { type: 'object' }, object: { type: 'object' } },
    required: ['actor', 'verb', 'object'],
  },
  Item: { anyOf: [{ $ref: '#/components/schemas/NativeEvent' }, { type: 'object', description: 'An event of another dialect.' }] },
  Envelope: object(
    {
      sensor: text('IRI of whoever sends.'),
      sendTime: { type: 'string', format: 'date-time' },
      dataVersion: text('IRI of the context; 1.0 has none.'),
      data: { type: 'array', items: { type: ['object', 'string'] }, description: 'Events and entities; of an entity, the IRI may do.' },
    },
    ['sensor', 'data'],
  ),
  NativeEvent: schemaOf(nativeEvent),
  Course: schemaOf(courseSchema),
  KnownCourse: object({
    course_id: text('As it was sent.'),
    title: { type: ['string', 'null'] },
    opens: MOMENT,
    closes: MOMENT,
  }),
};

/** Its own dialect (draft 2020-12) is the document's as well. */
function schemaOf(own: z.ZodMiniType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(own, { io: 'input' });
  return schema;
}

import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleApp, settingsOf } from './example.ts';
import { Cloud, type Json } from './templates.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; white space is not counted. */
const ROLE_CHARACTERS = 10_240;
const POLICY_CHARACTERS = 6_144;
const POLICIES_OF_A_ROLE = 10;
/** S3, KMS, CloudFormation. */
const BUCKET_POLICY_BYTES = 20 * 1024;
const KEY_POLICY_BYTES = 32 * 1024;
const STACK_RESOURCES = 500;
const TEMPLATE_BYTES = 1_000_000;

/** Names as long as they get: the installation's, sources', courses' and so the folders'. */
const SOURCE = 's'.repeat(32);
const longId = (n: number) => `researcher-with-a-long-name-${n + 100}`;
const courseOf = (n: number) => `${'course-with-a-long-name-of-its-own-'.repeat(3)}${n}`;

function appOf(researchers: number, courses: number) {
  const grant = (n: number) =>
    `      - { source: ${SOURCE}, course: ${courseOf(n)}, study: s-1, purpose: How learners go on, transfer_basis: none, until: 2030-12-31 }`;
  const grants = Array.from({ length: courses }, (_, n) => grant(n)).join('\n');
  const each = Array.from(
    { length: researchers },
    (_, n) => `  - id: ${longId(n)}\n    principal: arn:aws:iam::444455556666:role/${n}\n    grants:\n${grants}\n`,
  );
  const head = `name: sillage-of-a-uni\naccount: "111122223333"\nsources: [{ id: ${SOURCE}, platform: openedx }]\n`;
  return exampleApp(settingsOf(`${head}researchers:\n${each.join('')}`));
}

const cloudOf = (researchers: number, courses: number): Cloud => new Cloud(appOf(researchers, courses));

/** As it will be sent: references take the room of the longest that they can become. */
function sizeOf(value: Json | undefined, cloud: Cloud): number {
  const readable = (inner: Json): Json => {
    if (inner === null || typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map((each: Json) => readable(each));
    if (/^(Ref|Fn::\w+)$/.test(Object.keys(inner).join())) return cloud.read(inner);
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, readable(each)]));
  };
  return JSON.stringify(readable(value ?? null))
    .replaceAll(/<\w+Bucket\.Arn>/g, `arn:aws:s3:::${'b'.repeat(63)}`)
    .replaceAll(/<\w+\.Arn>/g, 'a'.repeat(100)).length;
}

describe('what AWS takes of researchers', () => {
  it.each([60, 200])('%i courses of one fit into her role and its policies', (courses) => {
    const cloud = cloudOf(1, courses);
    const role = cloud.of('AWS::IAM::Role').find(({ id }) => id.startsWith('Researcher'))?.properties ?? {};
    const policies = cloud.of('AWS::IAM::ManagedPolicy').map(({ properties }) => properties);
    const documents = (role['Policies'] as readonly { readonly PolicyDocument: Json }[]).map(({ PolicyDocument }) => PolicyDocument);
    expect(documents.map((each) => sizeOf(each, cloud)).reduce((sum, size) => sum + size, 0)).toBeLessThan(ROLE_CHARACTERS);
    expect(policies).toHaveLength(courses / 20 - 1);
    expect(policies.length).toBeLessThanOrEqual(POLICIES_OF_A_ROLE);
    for (const policy of policies) {
      expect(sizeOf(policy['PolicyDocument'], cloud)).toBeLessThan(POLICY_CHARACTERS);
      expect(cloud.read(policy['Roles'])).toMatch(/^<Researcher\w+>$/);
      expect(String(policy['ManagedPolicyName']).length).toBeLessThanOrEqual(128);
    }
    const granted = [role, ...policies].map((each) => JSON.stringify(each)).join();
    expect(new Set(granted.match(/course=[a-z0-9-]+/g)).size).toBe(courses);
  });

  it('no template grows with their number beyond what CloudFormation takes', () => {
    for (const { stackName, templateFullPath } of appOf(60, 4).synth().stacks) {
      expect(statSync(templateFullPath).size, stackName).toBeLessThan(TEMPLATE_BYTES);
    }
  });

  it('sixty of them fit into the stacks, and into no bucket’s or key’s policy, which do not grow with them', () => {
    const cloud = cloudOf(60, 2);
    const count = Map.groupBy(cloud.resources, ({ stack }) => stack);
    for (const [stack, resources] of count) expect(resources.length, stack).toBeLessThanOrEqual(STACK_RESOURCES);
    for (const { id, properties } of cloud.of('AWS::S3::BucketPolicy'))
      expect(sizeOf(properties['PolicyDocument'], cloud), id).toBeLessThan(BUCKET_POLICY_BYTES / 4);
    for (const { id, properties } of cloud.of('AWS::KMS::Key'))
      expect(sizeOf(properties['KeyPolicy'], cloud), id).toBeLessThan(KEY_POLICY_BYTES / 4);
  });
});

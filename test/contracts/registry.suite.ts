import { afterEach, beforeEach, describe } from 'vitest';
import type { Registry } from '#core/ports/registry.ts';
import { aliasesAndChanges } from './registry/changes.cases.ts';
import { courseTellings } from './registry/course-tellings.cases.ts';
import { firstReceipts } from './registry/first-receipts.cases.ts';
import { forgetting } from './registry/forgetting.cases.ts';
import { manyNamesAndCourses } from './registry/many.cases.ts';
import { refusedRequests } from './registry/refusals.cases.ts';
import { scopesAndSigning } from './registry/scopes-signing.cases.ts';
import { sourcesAndCourses } from './registry/sources-courses.cases.ts';
import { sweeps } from './registry/sweeps.cases.ts';
import { widening } from './registry/widening.cases.ts';

export interface RegistryUnderTest {
  readonly registry: Registry;
  close(): void | Promise<void>;
}

/** What every Registry promises. `make` gives an empty one. */
export function describeRegistry(name: string, make: () => RegistryUnderTest | Promise<RegistryUnderTest>): void {
  describe(`Registry: ${name}`, () => {
    let under: RegistryUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());
    const registry = (): Registry => under.registry;

    describe('sources and courses', () => sourcesAndCourses(registry));
    describe('scopes and signing', () => scopesAndSigning(registry));
    describe('what is told of courses', () => courseTellings(registry));
    describe('refused requests', () => refusedRequests(registry));
    describe('aliases and changes', () => aliasesAndChanges(registry));
    describe('widen', () => widening(registry));
    describe('firstReceived', () => firstReceipts(registry));
    describe('forget', () => forgetting(registry));
    describe('sweeps', () => sweeps(registry));
    describe('many', () => manyNamesAndCourses(registry));
  });
}

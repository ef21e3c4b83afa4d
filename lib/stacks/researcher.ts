import type { App } from 'aws-cdk-lib';
import type { Settings } from '#core/settings/schema.ts';
import { ResearchRoom } from '../constructs/research-room.ts';
import { HouseStack } from './house-stack.ts';
import type { LakeStack } from './lake.ts';
import type { VaultStack } from './vault.ts';

/**
 * Where one researcher works. A stack of her own: the SQL of her views is 64 KB of template, of which CloudFormation takes 1 MB a stack.
 * It holds nothing that could not be made again, and goes when she does (docs/operate.md).
 */
export class ResearcherStack extends HouseStack {
  constructor(app: App, settings: Settings, { id, grants }: Settings['researchers'][number], vault: VaultStack, lake: LakeStack) {
    super(app, settings, `researcher-${id}`, `Sillage: workgroup and tables of ${id}`);
    this.terminationProtection = false;
    const { events, results } = lake.buckets;
    new ResearchRoom(this, 'Room', {
      name: settings.name,
      researcher: id,
      grants,
      events,
      results,
      dataKey: vault.dataKey,
      scanGb: settings.limits.scan_gb_per_query,
    });
  }
}

import type { App } from 'aws-cdk-lib';
import type { Settings } from '#core/settings/schema.ts';
import { accept } from './checks/acknowledged.ts';
import type { Bundler } from './constructs/house-function.ts';
import { stayAtHome } from './residency.ts';
import { GovernanceStack } from './stacks/governance.ts';
import { IntakeStack } from './stacks/intake.ts';
import { LakeStack } from './stacks/lake.ts';
import { ResearcherStack } from './stacks/researcher.ts';
import { VaultStack } from './stacks/vault.ts';

/** Everything that exists in the cloud, for one installation. */
export function cloud(app: App, settings: Settings, bundle: Bundler): void {
  const vault = new VaultStack(app, settings);
  const intake = new IntakeStack(app, settings, vault, bundle);
  const lake = new LakeStack(app, settings, vault, intake, bundle);
  for (const researcher of settings.researchers) new ResearcherStack(app, settings, researcher, vault, lake);
  new GovernanceStack(app, settings, vault, intake, lake);
  stayAtHome(app, settings);
  accept(app);
}

import { Annotations, type App, Stack, Tags } from 'aws-cdk-lib';
import { regionOf } from '#core/settings/regions.ts';
import type { Settings } from '#core/settings/schema.ts';

/** A stack of the house: in the region of the settings whatever the CDK's environment says, its name fixed, protected from deletion. */
export abstract class HouseStack extends Stack {
  readonly settings: Settings;

  constructor(app: App, settings: Settings, part: string, description: string) {
    const region = regionOf(settings);
    super(app, `${settings.name}-${part}`, {
      stackName: `${settings.name}-${part}`,
      description,
      env: { region, ...(settings.account === undefined ? {} : { account: settings.account }) },
      terminationProtection: true,
    });
    this.settings = settings;
    Tags.of(this).add('sillage', settings.name);
    if (settings.region_override !== undefined) {
      Annotations.of(this).addWarningV2('sillage:region', `The data leave eu-west-3 for ${region}: ${settings.region_override.reason}`);
    }
  }
}

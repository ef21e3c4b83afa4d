import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { regionOf } from '#core/settings/regions.ts';
import type { GlobalOptions } from './commands/global-options.ts';
import type { Cloud, CloudPlace, Edition, Lake, Stores } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';

const MIB = 1_048_576;

/** The deployed installation of which the configuration speaks. */
function cloudPlace({ settings }: GlobalOptions): CloudPlace {
  return { name: settings.name, region: regionOf(settings) };
}

/** The same, for one of its researchers. @throws CommandError `unknown_researcher` */
function researcherPlace(options: GlobalOptions, id: string): CloudPlace {
  const researcher = options.settings.researchers.find((one) => one.id === id);
  if (researcher === undefined) {
    throw new CommandError(
      'unknown_researcher',
      `${options.file ?? 'sillage.yaml'} lists no researcher "${id}"; see: sillage check`,
      EXIT.usage,
    );
  }
  const slugs = researcher.grants.map(({ source, course }) => courseSlug(courseKey(source, course)));
  return { ...cloudPlace(options), researcher: { id, slugs } };
}

export function openCloud(options: GlobalOptions, edition: Edition): Promise<Cloud> {
  return edition.openCloud(cloudPlace(options));
}

/** What a reader works on: as `openStores`, or with --as by the rights of one researcher. */
export async function openToRead(options: GlobalOptions & { readonly as?: string }, edition: Edition): Promise<Stores> {
  if (options.as === undefined) return openStores(options, edition, { create: false });
  if (options.aws !== true) throw new CommandError('usage', '--as is for a deployed installation; add --aws.', EXIT.usage);
  return edition.openCloud(researcherPlace(options, options.as));
}

/** What a command works on: the data folder, or with --aws the deployed installation. */
export function openStores(options: GlobalOptions, edition: Edition, { create }: { readonly create: boolean }): Promise<Stores> {
  return options.aws === true ? openCloud(options, edition) : openLake(options, edition, { create });
}

/** The data folder, with what its queue may hold. */
export function openLake({ data, settings }: GlobalOptions, edition: Edition, { create }: { readonly create: boolean }): Promise<Lake> {
  const { min_free_mb: free, queue_mb: waiting } = settings.embedded;
  return edition.open(data, { create, limits: { minFreeBytes: free * MIB, maxWaitingBytes: waiting * MIB } });
}

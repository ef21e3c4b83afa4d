import { inject } from 'vitest';

const REGION = 'eu-west-3';
/** The emulators ask for some credentials and look at none. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What an SDK client needs to speak to the emulators. */
export interface ClientOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle?: boolean;
}

/** For S3, KMS, SQS, Glue, CloudFormation. */
export function motoOptions(): ClientOptions & { readonly forcePathStyle: boolean } {
  // A bucket cannot be a subdomain of an IP address.
  return { region: REGION, endpoint: inject('emulators').moto, credentials, forcePathStyle: true };
}

export function dynamoOptions(): ClientOptions {
  return { region: REGION, endpoint: inject('emulators').dynamo, credentials };
}

let made = 0;

/** A name that no other test has: emulators live as long as the whole run. */
export function freshName(what: string): string {
  return `${what}-${process.pid}-${Date.now().toString(36)}-${made++}`;
}

import type { AwsCredentialIdentity } from '@aws-sdk/types';

/**
 * Stands in a bundle for the SDK's search for credentials (profiles, single sign-on, instance metadata): Lambda gives them in the
 * environment. Bundling takes it in; nothing else does.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function defaultProvider(): () => Promise<AwsCredentialIdentity> {
  return async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
    if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error('Lambda gives credentials in the environment.');
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  };
}

/** What AWS, or the way to it, refuses of whoever asks: a code, and a sentence that says what to do. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

const MISSING: Refusal = {
  code: 'aws_credentials_missing',
  message: 'There are no AWS credentials here, or they cannot be read; sign in, or name a profile that exists: AWS_PROFILE.',
};
const EXPIRED: Refusal = {
  code: 'aws_credentials_expired',
  message: 'The AWS credentials have expired; sign in again (aws sso login, or take the role anew) and run the command again.',
};
const INVALID: Refusal = {
  code: 'aws_credentials_invalid',
  message: 'AWS does not know these credentials; check the profile or the keys (aws sts get-caller-identity shows whose they are).',
};
const CLOCK: Refusal = {
  code: 'clock_wrong',
  message: "AWS finds this machine's clock wrong by minutes; set it and run the command again.",
};
const FORBIDDEN: Refusal = {
  code: 'aws_not_permitted',
  message: 'These AWS credentials may not do this; take the role that may (docs/operate.md, "Who may do what").',
};
const THROTTLED: Refusal = {
  code: 'aws_throttled',
  message: 'AWS refused for now, because too much is asked of it; run the command again in a minute.',
};
const UNREACHABLE: Refusal = {
  code: 'aws_unreachable',
  message: 'AWS cannot be reached from here; check the network, the proxy and the region in sillage.yaml, and run the command again.',
};
const INCOMPLETE: Refusal = {
  code: 'installation_incomplete',
  message: 'A part of the installation is not where its stacks say; deploy it again (docs/operate.md).',
};

/** By the names that the services give their errors, and the SDK and Node theirs. */
const NAMES: readonly (readonly [Refusal, readonly string[]])[] = [
  [
    MISSING,
    [
      'CredentialsProviderError',
      'CredentialsError',
      'ProfileNotFound',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ],
  ],
  [EXPIRED, ['ExpiredToken', 'ExpiredTokenException', 'TokenProviderError', 'TokenRefreshRequired', 'UnauthorizedException']],
  [
    INVALID,
    [
      ...['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId', 'InvalidSignatureException', 'InvalidToken'],
      ...['SignatureDoesNotMatch', 'IncompleteSignature', 'IncompleteSignatureException', 'AuthFailure', 'OptInRequired'],
    ],
  ],
  [CLOCK, ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']],
  [
    FORBIDDEN,
    [
      'AccessDenied',
      'AccessDeniedException',
      'UnauthorizedOperation',
      'AuthorizationError',
      'NotAuthorized',
      'KMSAccessDeniedException',
      'Forbidden',
    ],
  ],
  [
    THROTTLED,
    [
      ...['Throttling', 'ThrottlingException', 'ThrottledException', 'TooManyRequestsException', 'SlowDown', 'RequestLimitExceeded'],
      ...['ProvisionedThroughputExceededException', 'RequestThrottled', 'LimitExceededException'],
    ],
  ],
  [
    UNREACHABLE,
    [
      ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'TimeoutError'],
      ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ],
  ],
  [
    INCOMPLETE,
    [
      'NoSuchBucket',
      'ResourceNotFoundException',
      'QueueDoesNotExist',
      'AWS.SimpleQueueService.NonExistentQueue',
      'EntityNotFoundException',
    ],
  ],
];
const BY_NAME = new Map(NAMES.flatMap(([refusal, names]) => names.map((name) => [name, refusal] as const)));
const HTTP_FORBIDDEN = 403;

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * What stands behind an error of a command on AWS, however deep in its causes; null when it is something else. Of AWS's own words only
 * the name of the action is told: the rest names who asked, which may be a person's address.
 */
export function refusalOf(error: unknown): Refusal | null {
  for (let thrown = error as Thrown | null | undefined; typeof thrown === 'object' && thrown !== null; thrown = thrown.cause as Thrown) {
    const { name, code, $metadata } = thrown;
    const refusal =
      BY_NAME.get(String(name)) ?? BY_NAME.get(String(code)) ?? ($metadata?.httpStatusCode === HTTP_FORBIDDEN ? FORBIDDEN : null);
    if (refusal !== null) return refusal === FORBIDDEN ? withAction(thrown) : refusal;
  }
  return null;
}

function withAction({ message }: Thrown): Refusal {
  const action = /not authorized to perform: ([a-z0-9-]{2,30}:[A-Za-z]{2,60})\b/.exec(String(message))?.[1];
  return action === undefined ? FORBIDDEN : { ...FORBIDDEN, message: FORBIDDEN.message.replace('do this', `do this (${action})`) };
}

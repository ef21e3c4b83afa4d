const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** All pairs of characters: ten bits at a time instead of five. */
const PAIRS = Array.from({ length: 1024 }, (_, i) => `${ALPHABET[i >> 5]}${ALPHABET[i & 31]}`);

/** RFC 4648 base 32, lower case, no padding, of the first `length` bytes. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (let i = 0; i < length; i++) {
    held = (held << 8) | (bytes[i] ?? 0);
    bits += 8;
    if (bits >= 10) {
      bits -= 10;
      text += PAIRS[(held >> bits) & 1023];
      held &= (1 << bits) - 1;
    }
  }
  if (bits > 5) text += PAIRS[(held << (10 - bits)) & 1023];
  else if (bits > 0) text += ALPHABET[(held << (5 - bits)) & 31];
  return text;
}

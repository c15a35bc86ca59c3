/** An image by digest; a tag beside it is for people and decides nothing. */
export const imagePattern =
  '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}$';

/** {@link imagePattern} in words. */
export const imageForm =
  'an image with its registry and digest, such as registry.example.com/atoll/agent@sha256:<64 hexadecimal digits>; a tag alone is refused, since it can be moved';

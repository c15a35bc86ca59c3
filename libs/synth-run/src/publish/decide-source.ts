/** What is known of a part of the configuration in the commit from which it was published last. */
export interface SourceComparison {
  /**
   * Where that commit stands: `none` was recorded; the checkout `includes` it; this clone does not know it (`unknown`);
   * or it lies `beside` the checkout, being newer or on another line.
   */
  readonly relation: 'none' | 'includes' | 'unknown' | 'beside';
  /** Whether the checkout changed the part since the two lines parted; asked where it lies `beside`. */
  readonly isChangedHere: boolean;
}

/** Whether a part of the configuration may be published from this checkout. */
export type SourceVerdict = 'write' | 'newer-source' | 'conflict' | 'unknown-source';

/** Decides so that no older publisher undoes a change: who knows of what was published may write, nobody else. */
export function decideSource({ relation, isChangedHere }: SourceComparison): SourceVerdict {
  switch (relation) {
    case 'none':
    case 'includes':
      return 'write';
    case 'unknown':
      return 'unknown-source';
    case 'beside':
      return isChangedHere ? 'conflict' : 'newer-source';
  }
}

/** What lies in a template's folder, as it was written. */
export interface TemplateSource {
  /** `journey.json`: an `attune/journey@1` program; its description tells what it is for. */
  readonly journey: unknown;
  /** `messages/<key>.json` by key; `body` is a list of paragraphs. */
  readonly messages: Readonly<Record<string, { readonly channel: string; readonly name: string; readonly subject: string; readonly body: readonly string[] }>>;
  /** `segments.json`: segments that come with the journey. */
  readonly segments: readonly TemplateSegment[];
}

/** A saved condition that the journey refers to. */
export interface TemplateSegment {
  readonly key: string;
  readonly name: string;
  /** JSON Logic, as in a program. */
  readonly condition: unknown;
}

/** Only the properties that have a value: "not given" and `undefined` differ for the types used here. */
export function given<Props extends object>(
  props: Props,
): { readonly [Name in keyof Props]?: Exclude<Props[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Partial<{ readonly [Name in keyof Props]: Exclude<Props[Name], undefined> }>;
}

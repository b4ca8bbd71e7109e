export function PeoplePage(_: { readonly farm: string }) { return null; }

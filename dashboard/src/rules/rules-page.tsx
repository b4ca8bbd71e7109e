export function RulesPage({ farm }: { readonly farm: string }) {
  return <p>{farm}</p>;
}

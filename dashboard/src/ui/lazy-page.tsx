import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/language";
import { StateMessage } from "./state-message";

type Module<Props> = { readonly kind: "loading" } | { readonly kind: "failed" } | { readonly kind: "ready"; readonly page: ComponentType<Props> };

/** A page whose script is fetched when somebody first looks at it, so that the wall loads without it. */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const module = signal<Module<Props>>({ kind: "loading" });
  const fetchIt = () => {
    if (module.peek().kind === "ready") return;
    module.value = { kind: "loading" };
    load().then((page) => { module.value = { kind: "ready", page }; }, () => { module.value = { kind: "failed" }; });
  };
  return function LazyPage(props: Props) {
    useEffect(fetchIt, []);
    const state = module.value;
    if (state.kind === "loading") return <StateMessage title={t("page.loading")} busy />;
    if (state.kind === "failed") {
      return <StateMessage title={t("page.failed")} hint={<button type="button" class="again" onClick={fetchIt}>{t("page.again")}</button>} />;
    }
    const Page = state.page;
    return <Page {...props} />;
  };
}

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { SentReport } from "../contracts";
import { t } from "../i18n/language";
import { ProblemError, readText, send } from "../live/api";
import { now } from "../live/live";
import { peopleAddress, reportsAddress } from "../routes";
import { StateMessage } from "../ui/state-message";
import { readingsAddress, reportAddress, sendingAddress, type ReportChoice } from "./report-addresses";

type Page = { readonly kind: "loading" } | { readonly kind: "problem"; readonly problem: ProblemError } | { readonly kind: "ready"; readonly html: string };
type Sending = { readonly kind: "none" | "busy" } | { readonly kind: "sent"; readonly to: string } | { readonly kind: "nobody" } | { readonly kind: "problem"; readonly sentence: string };

export interface ReportViewProps {
  readonly choice: ReportChoice;
  readonly timeZone: string;
  readonly title: ComponentChildren;
}

/** One report, to be read, and what can be done with it. */
export function ReportView({ choice, timeZone, title }: ReportViewProps) {
  const page = useSignal<Page>({ kind: "loading" });
  const sending = useSignal<Sending>({ kind: "none" });
  const heading = useRef<HTMLHeadingElement>(null);
  const address = reportAddress(choice, "html");
  const name = t("reports.one");

  useEffect(() => {
    // On a phone the report stands below the list: who asked for it is brought there.
    heading.current?.focus();
    const abort = new AbortController();
    readText(address, abort.signal)
      .then((html) => { page.value = { kind: "ready", html }; })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) page.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
      });
    return () => abort.abort();
  }, [address, page]);

  const sendAgain = async () => {
    sending.value = { kind: "busy" };
    try {
      const { to } = await send<SentReport>("POST", sendingAddress(choice), {});
      sending.value = { kind: "sent", to: to.map(({ person }) => person).join(" · ") };
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError(0, String(error));
      sending.value = problem.status === 409 ? { kind: "nobody" } : { kind: "problem", sentence: problem.status === 0 ? t("act.unreachable") : problem.message };
    }
  };

  const state = page.value;
  const told = sending.value;
  return (
    <section class="report-view" aria-label={name}>
      <header>
        <h2 ref={heading} tabIndex={-1}>{title}</h2>
        <a class="back to-list" href={reportsAddress(choice.farm)}>{t("reports.close")}</a>
      </header>
      <p class="takings">
        <a href={reportAddress(choice, "pdf")} download data-download="pdf">{t("reports.pdf")}</a>
        <a href={reportAddress(choice, "csv")} download={`${choice.report.kind}-report.csv`} data-download="csv">{t("reports.csv")}</a>
        <a href={readingsAddress(choice, timeZone, now.value ?? Date.now())} download data-download="parquet">{t("reports.parquet")}</a>
        <button type="button" data-send-again disabled={told.kind === "busy"} onClick={() => void sendAgain()}>{t("reports.send-again")}</button>
      </p>
      <p role="status" class="sending" data-sending={told.kind}>
        {told.kind === "sent" && t("reports.sent", { people: told.to })}
        {told.kind === "nobody" && <>{t("reports.nobody-reads")} <a href={peopleAddress(choice.farm)}>{t("nav.people")}</a></>}
        {told.kind === "problem" && <strong>{told.sentence}</strong>}
      </p>
      {state.kind === "loading" && <StateMessage title={t("reports.opening")} busy />}
      {state.kind === "problem" && (
        <StateMessage title={t("reports.not-opened")} hint={state.problem.status === 0 ? t("act.unreachable") : state.problem.status === 503 ? t("reports.store-away") : state.problem.message} />
      )}
      {state.kind === "ready" && <Paper html={state.html} title={name} />}
    </section>
  );
}

/** The report's own page, as high as its text; it may run nothing. */
function Paper({ html, title }: { readonly html: string; readonly title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const fit = () => {
      const page = frame.current?.contentDocument?.documentElement;
      if (page == null || frame.current === null) return;
      // Paper has its own sizes: on the office's big screen it grows as all else does.
      const zoom = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      page.style.setProperty("zoom", String(zoom));
      frame.current.style.height = `${Math.ceil(page.getBoundingClientRect().height)}px`;
    };
    const element = frame.current;
    element?.addEventListener("load", fit);
    window.addEventListener("resize", fit);
    fit();
    return () => {
      element?.removeEventListener("load", fit);
      window.removeEventListener("resize", fit);
    };
  }, [html]);
  return <iframe ref={frame} class="paper" title={title} sandbox="allow-same-origin" srcdoc={html} />;
}

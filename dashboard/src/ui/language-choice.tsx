import { chooseLanguage, isLanguage, language, languages, t } from "../i18n/language";

/** Each language in its own words, so that who can't read the present one finds the way out. */
export function LanguageChoice() {
  return (
    <div class="language-choice" role="group" aria-label={t("app.language")}>
      {Object.entries(languages).map(([tag, name]) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          data-language={tag}
          aria-pressed={language.value === tag}
          onClick={() => { if (isLanguage(tag)) void chooseLanguage(tag); }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** Keeps the app itself on the device, so that it opens where there is no signal; what it shows then is the last that was known. */
export function startOffline(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const register = () => {
    // Refused in private windows and without HTTPS: the app works as before, only not without a network.
    navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}

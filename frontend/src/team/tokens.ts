// Coming in by what the address carries, and going out.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, askByLink, guardWith, read } from "../api/client";
import { keys } from "../api/queries";
import { forget } from "../state/undo";

/** What the address carries after `#`: the token of this machine's server, or that of a shared link. */
export function carried(hash: string): { token: string; link: string } {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return { token: said.get("token") ?? "", link: said.get("link") ?? "" };
}

/** Come in by the token in the address, once; true while that is under way. The token leaves the address. */
export function useTokenOfAddress(): boolean {
  const [found] = useState(() => carried(window.location.hash));
  const [opening, setOpening] = useState(found.token !== "" || found.link !== "");
  const cache = useQueryClient();
  useEffect(() => {
    if (!found.token && !found.link) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    const open = async () => {
      askByLink(found.link);
      if (found.token) await read(api.POST("/api/v1/session", { body: { token: found.token, name: "" } }));
    };
    open()
      .catch(() => undefined) // the sign-in page says what else opens
      .finally(() => {
        void cache.invalidateQueries({ queryKey: keys.session });
        setOpening(false);
      });
  }, [found, cache]);
  return opening;
}

/** Go out: the session ends, and nothing of it stays in this tab. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await api.DELETE("/api/v1/session").catch(() => undefined); // it may have ended by itself
    askByLink("");
    guardWith("");
    forget();
    cache.clear();
    await cache.invalidateQueries();
  };
}

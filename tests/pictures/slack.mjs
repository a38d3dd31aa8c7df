// A screen of Slack, drawn by slack-blocks-to-jsx from the blocks that the bot sent.
//
// The package draws the message and every block. What Slack puts around it is drawn here: that only one person sees it.
// The Home tab is not a message: its blocks are drawn alone.
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Message } from "slack-blocks-to-jsx";

import { picture } from "./people.mjs";

const ONLY_YOU = "Only visible to you";

/** Return the element of a screen in a theme. */
export function slackScreen(screen, theme) {
  const holder = document.createElement("div");
  holder.className = screen.name === "home" ? "slack home" : "slack";
  flushSync(() => createRoot(holder).render(screen.messages.map((each, at) => message(each, at, theme, screen.name === "home"))));
  return holder;
}

function message({ author, private: isPrivate, payload, said }, at, theme, isHome) {
  const text = { type: "rich_text_section", elements: [{ type: "text", text: said }] };
  const blocks = said ? [{ type: "rich_text", elements: [text] }] : payload;
  const shown = createElement(Message, {
    key: "message",
    blocks,
    logo: picture(author),
    name: author,
    showBlockKitDebug: false,
    theme,
    time: new Date(2026, 11, 1, 10, 0),
    withoutWrapper: isHome,
  });
  const note = isPrivate ? createElement("div", { className: "only-you", key: "note" }, ONLY_YOU) : null;
  return createElement("div", { className: author === "Naruhaya" ? "said app" : "said", key: at }, note, shown);
}

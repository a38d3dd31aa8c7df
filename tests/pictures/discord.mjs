// A screen of Discord, drawn by @skyra/discord-components-core from the components that the bot sent.
//
// That package draws the message, who called which command, the note that only one person sees it, headings, quotations,
// lists, small print, mentions of commands and buttons. It knows no Components V2, so two parts are drawn here as Discord
// draws them: the box of a container with its coloured edge, and the thin line of a separator. Markdown is parsed by
// discord-markdown-parser, to which only lists are added. A component that is not known here is an error, never left out.
import "@skyra/discord-components-core";
import parser from "discord-markdown-parser";

import { picture } from "./people.mjs";

const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "destructive" };
const LIST = /^(?:- |\d+\. )/;

/** Return the element of a screen in a theme. */
export function discordScreen(screen, theme) {
  const messages = element("discord-messages", { "light-theme": theme === "light", "no-background": true });
  for (const each of screen.messages) messages.append(message(each));
  return messages;
}

function message({ about, author, asked, private: isPrivate, payload, said }) {
  const isBot = author === "Naruhaya";
  const shell = element("discord-message", {
    author,
    avatar: picture(author),
    bot: isBot,
    ephemeral: isPrivate,
    timestamp: "10:00",
  });
  if (asked) shell.append(call(asked, about));
  if (said) shell.append(written(said));
  shell.append(...payload.map(component));
  return shell;
}

function call(asked, about) {
  const [person, ...command] = asked.split(" ");
  const made = element("discord-command", {
    slot: "reply",
    author: person,
    avatar: picture(person),
    command: command.join(" ").replace("/", ""),
    type: about ? "message_command" : "slash_command",
  });
  if (about) Object.assign(made, { contextUserAvatar: picture(about), contextUserName: about });
  return made;
}

function component(part) {
  switch (part.type) {
    case 1: {
      const row = element("discord-action-row");
      row.append(...part.components.map(component));
      return row;
    }
    case 2: {
      const button = element("discord-button", { type: BUTTONS[part.style], disabled: part.disabled === true });
      button.textContent = part.label;
      return button;
    }
    case 10: {
      const text = element("div", { class: "text" });
      text.append(...blocks(part.content));
      return text;
    }
    case 14:
      return element("div", { class: part.divider === false ? "gap" : "gap line" });
    case 17: {
      const box = element("div", { class: "container" });
      box.style.setProperty("--accent", `#${part.accent_color.toString(16).padStart(6, "0")}`);
      box.append(...part.components.map(component));
      return box;
    }
    default:
      throw new Error(`no way to draw a component of type ${part.type}`);
  }
}

/** Return the nodes of a text; neighbouring lines of a list make one list, and quotations are parsed by themselves. */
function blocks(content) {
  const made = [];
  let run = [];
  let quotes = false;
  const flush = () => {
    if (run.at(-1) === "") run.push(""); // an empty line stays one before what begins a line of its own
    if (run.length) made.push(...inline(parser.parse(run.join("\n"), "extended")));
    run = [];
  };
  let list = null;
  for (const line of content.split("\n")) {
    const mark = LIST.exec(line)?.[0];
    if (!mark) {
      if (line.startsWith("> ") !== quotes) flush();
      quotes = line.startsWith("> ");
      list = null;
      run.push(line);
      continue;
    }
    flush();
    if (!list) {
      list = element(mark === "- " ? "discord-unordered-list" : "discord-ordered-list");
      made.push(list);
    }
    const item = element("discord-list-item");
    item.append(...inline(parser.parse(line.slice(mark.length), "extended")));
    list.append(item);
  }
  flush();
  return made;
}

function inline(nodes) {
  return nodes.map((node) => {
    switch (node.type) {
      case "text":
        return written(node.content);
      case "br":
        return element("br");
      case "heading":
        return holding(element("discord-header", { level: node.level }), node);
      case "subtext":
        return holding(element("discord-subscript"), node);
      case "strong":
        return holding(element("strong"), node); // the package's own bold puts spaces around what it holds
      case "em":
        return holding(element("em"), node);
      case "blockQuote":
        return holding(element("discord-quote"), node);
      case "inlineCode": {
        const code = element("discord-code");
        code.textContent = node.content;
        return code;
      }
      case "slashCommand": {
        const mention = element("discord-mention", { type: "slash" });
        mention.textContent = node.fullName ?? node.name;
        return mention;
      }
      default:
        throw new Error(`no way to draw ${node.type}: ${JSON.stringify(node)}`);
    }
  });
}

/** Return text whose spaces stay as they are. */
function written(content) {
  const span = element("span", { class: "written" });
  span.textContent = content;
  return span;
}

function holding(parent, node) {
  parent.append(...inline(node.content));
  return parent;
}

function element(name, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  return made;
}

// Faces: the first letter on a colour, since the bot's people have no pictures.
const COLOURS = { Naruhaya: "#1b4f8f", Aiko: "#b4516b", Ben: "#3b7d63", Chiyo: "#8a6a2f", Dai: "#5d5a9c", Emi: "#6b6b6b" };

/** Return the address of somebody's picture. */
export function picture(name) {
  const letter = name === "Naruhaya" ? "な" : name[0];
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="${COLOURS[name]}"/>
<text x="40" y="54" font-size="40" font-family="Noto Sans CJK JP" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}

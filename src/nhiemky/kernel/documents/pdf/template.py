"""The typst source that draws every document: it reads data only, so that no text can become markup."""

TEMPLATE = r"""
#let d = json("data.json")
#let tw(n) = n * 0.05pt
#let words(t) = if t.contains("\n") { t.split("\n").join(linebreak()) } else { t }
#let piece(r) = {
  if type(r) == str { return words(r) }
  let t = words(r.t)
  if r.at("b", default: false) { t = strong(t) }
  if r.at("i", default: false) { t = emph(t) }
  if r.at("u", default: false) { t = underline(t) }
  if r.at("s", default: false) { t = super(t) }
  t
}
#let inl(x) = if type(x) == str { words(x) } else { x.map(piece).join() }
#let rule(n) = block(above: 2.5pt, below: 0pt, line(length: tw(n), stroke: 0.75pt))
#let single(body) = {
  set par(leading: 0.15em, spacing: 0.15em, first-line-indent: 0pt, justify: false)
  body
}
#let styled(s, body) = {
  set text(size: s.size * 1pt, weight: if s.bold { "bold" } else { "regular" },
    style: if s.italic { "italic" } else { "normal" })
  par(if s.underline { underline(body) } else { body })
}
#let part(name, x) = styled(d.styles.at(name), words(x))

#set document(title: d.title, author: d.author)
#set page(width: d.page.width * 1mm, height: d.page.height * 1mm, header-ascent: 0pt,
  margin: (top: d.page.top * 1mm, bottom: d.page.bottom * 1mm, left: d.page.left * 1mm, right: d.page.right * 1mm),
  header: context {
    let n = counter(page).get().first()
    if n > 1 {
      block(width: 100%, height: d.page.top * 1mm,
        place(top + center, dy: d.page.edge * 1mm, text(size: d.styles.page_number.size * 1pt, str(n))))
    }
  })
#set text(font: d.fonts, size: d.size * 1pt, lang: "vi", hyphenate: false, overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: d.leading * 1pt, spacing: d.spacing * 1pt,
  first-line-indent: (amount: d.indent * 1mm, all: true))
#set strong(delta: 300)
#set table.cell(breakable: false)
#let sides = (left: left, center: center, right: right, justify: left)

#show heading: it => {
  let s = d.styles.at("section_" + str(it.level - 1))
  set text(size: s.size * 1pt, weight: if s.bold { "bold" } else { "regular" },
    style: if s.italic { "italic" } else { "normal" })
  if it.level == 1 { align(center, block(sticky: true, above: 16pt, below: 12pt, par(justify: false, first-line-indent: 0pt, it.body))) }
  else { block(sticky: true, above: d.spacing * 1pt, below: d.spacing * 1pt,
    par(it.body)) }
}

#let two(columns, left-body, right-body, place) = single(block(breakable: false, width: 100%, above: 0pt, below: 0pt,
  grid(columns: columns.map(tw), align: place, left-body, right-body)))
#let signer(s) = align(center, {
  for line in s.lines { part(line.at(0), line.at(1)) }
  v(75pt, weak: false)
  part("signer", s.name)
})
#let recipients(r) = align(left, {
  if r.len() > 0 { part("recipients_title", "Nơi nhận:") }
  for line in r { part("recipients", line) }
})

#let cell(c, tall: false) = {
  if type(c) == str { c = (t: c) }
  let named = (breakable: tall)
  if "c" in c { named.insert("colspan", c.c) }
  if "r" in c { named.insert("rowspan", c.r) }
  if "a" in c { named.insert("align", sides.at(c.a) + horizon) }
  if "f" in c { named.insert("fill", rgb(c.f)) }
  let body = inl(c.t)
  table.cell(..named, if c.at("b", default: false) { strong(body) } else { body })
}
#let notes(t) = table.cell(colspan: t.widths.len(), align: left, inset: (x: 0pt, y: 2.5pt), breakable: t.tall,
  stroke: (left: none, right: none, bottom: none),
  for note in t.notes { styled(d.styles.table_note, inl(note)) })
#let led(cells) = if cells.len() > 0 { (table.header(level: 2, repeat: false, ..cells),) } else { () }
#let rows(t) = {
  let (done, leading) = ((), ())
  for (n, r) in t.rows.enumerate() {
    let tall = r.at("tall", default: false)
    let cells = if "g" in r { r.g.map(c => cell(c, tall: tall)) }
      else { r.c.map(c => if type(c) == str and not tall { c } else { cell(c, tall: tall) }) }
    let leads = "g" in r or (t.notes.len() > 0 and n == t.rows.len() - 1)
    if leads and not tall { leading += cells } else {
      done += led(leading) + cells
      leading = ()
    }
  }
  done + led(leading)
}
#let ruled(t) = {
  if t.caption != "" { align(center, block(sticky: true, above: 12pt, below: 6pt, single(strong(inl(t.caption))))) }
  let size = t.size * 1pt
  block(above: 6pt, below: 6pt, width: 100%, single({
    set text(size: size)
    table(columns: t.widths.map(tw), stroke: 0.5pt, inset: (x: 3pt, y: 2.5pt),
      align: t.aligns.map(a => sides.at(a) + horizon),
      table.header(repeat: true, ..t.header.map(c => cell(c))),
      ..rows(t),
      ..if t.notes.len() > 0 { (notes(t),) })
  }))
  v(6pt, weak: true)
}
#let bar(b) = single({
  set text(size: 12pt)
  v(3pt)
  block(width: 100%, above: 6pt, below: 6pt, grid(columns: b.shown.map(p => p.share * 1fr), stroke: 0.5pt, align: center,
    inset: (x: 0pt, y: 2.5pt), fill: (x, y) => rgb(b.shown.at(x).fill), ..b.shown.map(p => str(p.share))))
  par(b.all.map(p => box({
    box(width: 7pt, height: 7pt, fill: rgb(p.fill))
    h(3pt)
    p.label + " (" + str(p.share) + ")"
    h(9pt)
  })).join(sym.zws))
  v(6pt)
})
#let picture(p) = align(center, block(breakable: false, width: 100%, above: 12pt, below: 12pt, single({
  image(bytes(d.pictures.at(p.file)), format: "png", width: p.width * 1mm, alt: p.alt)
  if p.caption != "" { v(4pt); strong(inl(p.caption)) }
})))
#let draw(blocks, stays) = for (n, b) in blocks.enumerate() {
  let sticky = stays and n == blocks.len() - 1
  if b.k == "section" { heading(level: b.level + 1, words(b.t)) }
  else if b.k == "text" {
    let amount = if b.indent { d.indent * 1mm } else { 0mm }
    let body = par(first-line-indent: (amount: amount, all: true), justify: b.align == "justify", inl(b.t))
    let placed = if b.align == "justify" { body } else { align(sides.at(b.align), body) }
    if sticky or b.keep { block(sticky: true, width: 100%, above: d.spacing * 1pt, below: d.spacing * 1pt, placed) } else { placed }
  }
  else if b.k == "table" { ruled(b) }
  else if b.k == "bar" { bar(b) }
  else if b.k == "picture" { picture(b) }
  else if b.k == "break" { pagebreak() }
  else if b.k == "landscape" { page(flipped: true, draw(b.blocks, false)) }
}

#let h = d.head
#two(h.widths, align(center, {
  for line in h.issuer { part(line.at(0), line.at(1)) }
  if h.issuer_rule > 0 { rule(h.issuer_rule) }
}), align(center, {
  for line in h.title { part(line.at(0), line.at(1)) }
  rule(h.title_rule)
}), center)
#v(3pt)
#two(h.widths, align(center, for line in h.number { part(line.at(0), line.at(1)) }),
  align(center, part("place_date", h.place_date)), center)
#if h.type.len() > 0 { single(align(center, block(sticky: true, width: 100%, above: 14pt, below: 0pt, {
  for line in h.type { part(line.at(0), line.at(1)) }
  if h.excerpt_rule > 0 { rule(h.excerpt_rule) }
}))) }
#v(h.air * 1pt)
#for line in h.addressees {
  align(center, block(above: d.spacing * 1pt, below: d.spacing * 1pt, par(justify: false, first-line-indent: 0pt, line)))
}
#draw(d.blocks, d.foot != none)
#if d.foot != none {
  v(8pt)
  if d.foot.minutes {
    two(d.foot.widths, signer(d.foot.signers.at(0)), signer(d.foot.signers.at(1)), center)
    v(6pt)
    single(block(breakable: false, recipients(d.foot.recipients)))
  } else {
    two(d.foot.widths, recipients(d.foot.recipients), for s in d.foot.signers { signer(s) }, center)
  }
}
#for a in d.annexes {
  let body = {
    single(align(center, block(sticky: true, width: 100%, below: 8pt, {
      par(strong(words(a.label)))
      par(strong(words(a.title)))
      if a.note != "" { par(emph(words(a.note))) }
    })))
    draw(a.blocks, false)
  }
  if a.landscape { page(flipped: true, body) } else { pagebreak(weak: true); body }
}
"""

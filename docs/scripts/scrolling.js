// What scrolls sideways can be reached and moved by the keyboard too.
const scrolling = () =>
  document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code, .md-typeset p:has(> img)").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0
      if (box.tagName !== "CODE") {
        box.setAttribute("role", "region")
        box.setAttribute("aria-label", "Scrolls sideways")
      }
    }
  })
window.addEventListener("load", scrolling)
window.addEventListener("resize", scrolling)

// Predictions: the reader chooses, and then sees which choice was right and why. Without this
// script the answer is folded below the choices.

function prepare(prediction) {
  const choices = [...prediction.querySelectorAll(".prediction-choices > li")];
  const answer = prediction.querySelector("details");
  const choose = (chosen) => {
    if (prediction.classList.contains("is-answered")) return;
    prediction.classList.add("is-answered");
    for (const choice of choices) {
      choice.removeAttribute("role");
      choice.removeAttribute("tabindex");
      if (choice.classList.contains("right")) choice.classList.add("is-right");
    }
    if (chosen.classList.contains("wrong")) chosen.classList.add("is-wrong");
    answer.open = true;
  };
  for (const choice of choices) {
    choice.setAttribute("role", "button");
    choice.setAttribute("tabindex", "0");
    choice.addEventListener("click", () => choose(choice));
    choice.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(choice);
    });
  }
}

document.querySelectorAll(".prediction").forEach(prepare);

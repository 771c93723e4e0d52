#include "simulation/network_model.h"

#include <algorithm>

namespace raft {

void TreatmentChange::change(Treatment& treatment) const {
  treatment.delay_min = delay_min.value_or(treatment.delay_min);
  treatment.delay_max = delay_max.value_or(treatment.delay_max);
  treatment.loss = loss.value_or(treatment.loss);
  treatment.duplication = duplication.value_or(treatment.duplication);
}

void TreatmentChange::leave_to(const TreatmentChange& other) {
  if (other.delay_min) delay_min.reset(), delay_max.reset();
  if (other.loss) loss.reset();
  if (other.duplication) duplication.reset();
}

void NetworkModel::change(const MessageFilter& which, const TreatmentChange& change) {
  const bool all = which == MessageFilter{};
  for (Exception& exception : exceptions) {
    if (all || exception.of == which) exception.change.leave_to(change);
  }
  std::erase_if(exceptions, [](const Exception& one) { return one.change == TreatmentChange{}; });
  if (all) return change.change(*this);
  exceptions.push_back({which, change});
}

Treatment NetworkModel::treatment_of(const Message& message) const {
  Treatment treatment = *this;
  for (const Exception& exception : exceptions) {
    if (exception.of.matches(message)) exception.change.change(treatment);
  }
  return treatment;
}

bool NetworkModel::loses_or_doubles() const {
  return loss > 0 || duplication > 0 ||
         std::ranges::any_of(exceptions, [](const Exception& exception) {
           return exception.change.loss.value_or(0) > 0 ||
                  exception.change.duplication.value_or(0) > 0;
         });
}

}  // namespace raft

// What the invariants remember, as a fingerprint: an explorer must tell states apart that look the
// same and have different pasts, as far as a verdict to come may depend on the past.

#include <algorithm>

#include "invariants/invariants.h"

namespace raft {

// A vote can only be contradicted in its own term, by a server that is, or can be again, in it.
std::uint64_t Invariants::digest_of_votes(const Relabelling& names,
                                          std::span<const Term> earliest) const {
  std::uint64_t sum = 0;
  for (const Server& server : servers_) {
    for (const VoteGiven& given : server.votes) {
      if (given.term < earliest[server.id.value - 1u]) continue;
      RelabelledDigest vote(names);
      vote.add(server.id), vote.add(given.term), vote.add(given.candidate);
      sum += vote.value();
    }
  }
  return sum;
}

// By number: an entry with all that stands before it, which was seen earlier and has a lower
// number.
std::vector<std::uint64_t> Invariants::digests_of_known(const Relabelling& names) const {
  std::vector<std::uint64_t> digests(known_.size());
  for (std::size_t i = 1; i < known_.size(); ++i) {
    RelabelledDigest known(names);
    known.add(known_[i].entry), known.add(digests[known_[i].previous]);
    digests[i] = known.value();
  }
  return digests;
}

// Of a term that no server can be in any more there will be no other leader and no other entry: its
// reign and its entries need not be remembered but where they stand in a log. That an entry was
// committed in such a term is all that matters of when it was, for all leaders to come are later.
std::uint64_t Invariants::digest(const Relabelling& names, std::span<const Term> earliest) const {
  const Term lowest = *std::min_element(earliest.begin(), earliest.end());
  const std::vector<std::uint64_t> digests = digests_of_known(names);
  RelabelledDigest all(names);
  all.add(digest_of_votes(names, earliest));
  std::uint64_t seen = 0;
  for (std::size_t i = 1; i < known_.size(); ++i) {
    if (known_[i].entry.term >= lowest) seen += digests[i];
  }
  all.add(seen);
  for (const Commitment& commitment : committed_) {
    all.add(digests[commitment.entry]);
    all.add(commitment.term < lowest ? Term{} : commitment.term);
  }
  for (const Reign& reign : reigns_) {
    if (reign.term < lowest) continue;
    all.add(reign.term), all.add(reign.leader);
    all.add(reign.last_index), all.add(digests[reign.last_entry]);
  }
  return all.value();
}

}  // namespace raft

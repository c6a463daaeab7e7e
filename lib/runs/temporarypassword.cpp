#include "runs/temporarypassword.h"

#include <QRandomGenerator>

#include <algorithm>
#include <string_view>

namespace wallaroo::runs {
namespace {

constexpr std::string_view small = "abcdefghijkmnopqrstuvwxyz";
constexpr std::string_view capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view digits = "23456789";
constexpr int groups = 4;
constexpr int groupSize = 4;

bool holdsOneOf(const QByteArray& text, std::string_view signs) {
    return std::any_of(text.begin(), text.end(), [signs](char c) { return signs.find(c) != std::string_view::npos; });
}

} // namespace

Secret makeTemporaryPassword() {
    static constexpr std::string_view sets[] = {small, capitals, digits};
    const auto total = static_cast<int>(small.size() + capitals.size() + digits.size());
    QByteArray text;
    text.reserve(groups * (groupSize + 1));
    do { // all are equally likely among those that hold each kind
        text.resize(0);
        for (int i = 0; i < groups * groupSize; ++i) {
            if (i > 0 && i % groupSize == 0)
                text += '-';
            auto at = static_cast<std::size_t>(QRandomGenerator::system()->bounded(total));
            for (const std::string_view set : sets) {
                if (at < set.size()) {
                    text += set[at];
                    break;
                }
                at -= set.size();
            }
        }
    } while (!holdsOneOf(text, small) || !holdsOneOf(text, capitals) || !holdsOneOf(text, digits));
    return Secret::taking(text);
}

} // namespace wallaroo::runs

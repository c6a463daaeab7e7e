#include "sandbox/seedworkspaces.h"

#include "sandbox/names.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>
#include <unordered_map>

namespace wallaroo::sandbox {

namespace {

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

// Fractions of six digits as a rule; trailing zeros are cut, which makes other widths, down to none.
std::string isoTime(std::int64_t milliseconds, std::uint64_t microseconds, bool withoutFraction) {
    const std::time_t seconds = milliseconds / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::string iso(text.data(), size);
    if (!withoutFraction) {
        std::string fraction = std::to_string(microseconds);
        fraction.insert(0, 6 - fraction.size(), '0');
        while (fraction.size() > 1 && fraction.back() == '0')
            fraction.pop_back();
        iso += "." + fraction;
    }
    return iso + "+00:00";
}

/// Numbers for models and pipelines are unique in the instance, and lists of them are not sorted.
class Numbers {
public:
    std::string list(SeededRandom& random, std::uint64_t most) {
        std::vector<std::int64_t> ids(random.below(most + 1));
        for (std::int64_t& id : ids)
            id = ++m_last;
        for (std::size_t i = ids.size(); i > 1; --i)
            std::swap(ids[i - 1], ids[random.below(i)]);
        std::string text = "[";
        for (const std::int64_t id : ids)
            text += (text.size() > 1 ? "," : "") + std::to_string(id);
        return text + "]";
    }

private:
    std::int64_t m_last = 0;
};

enum class Plight { None, SoleOwner, NoActiveOwner, HalfOwned, Nobody, Archived };

/// What stands among the first workspaces, so that small instances have it too.
struct Lesson {
    int index;
    std::string_view name;
    Plight plight;
};

constexpr std::array<Lesson, 5> kLessons{{{1, "fraud-models", Plight::SoleOwner},
                                          {2, "churn-scoring", Plight::NoActiveOwner},
                                          {4, "demand-outlook", Plight::HalfOwned},
                                          {5, "claims-triage", Plight::Nobody},
                                          {8, "pricing-lab", Plight::Archived}}};

/// Its creator is always an e-mail: few are, and one should be in every list of five.
constexpr int kNamedByAddress = 4;

const Lesson* lessonAt(int index) {
    for (const Lesson& lesson : kLessons) {
        if (lesson.index == index)
            return &lesson;
    }
    return nullptr;
}

class Maker {
public:
    Maker(Workspaces& workspaces, const std::vector<Creator>& creators, SeededRandom& random, std::int64_t today)
        : m_workspaces(workspaces),
          m_creators(creators),
          m_random(random),
          m_today(today) {}

    void make(int index);

private:
    std::string defaultName(const Creator& owner) {
        return (m_random.perMille(300) ? "v-" : "") + owner.email + " - Default Workspace";
    }

    std::string projectName();
    std::string createdBy(const Creator& owner, int index);
    std::string addressOf(const Creator& creator) const;
    void addMembers(std::int64_t workspace, const Creator& owner);
    void addMembers(std::int64_t workspace, Plight plight);
    const Creator& somebody(bool enabled);

    Workspaces& m_workspaces;
    const std::vector<Creator>& m_creators;
    SeededRandom& m_random;
    std::int64_t m_today;
    Numbers m_models;
    Numbers m_pipelines;
    std::size_t m_nextOwner = 0;
    std::unordered_map<std::string, int> m_projects;
    std::string m_firstProject;
};

std::string Maker::projectName() {
    const std::string name = inventedProject(m_random);
    const int number = ++m_projects[name];
    return number == 1 ? name : name + "-" + std::to_string(number);
}

// Somebody else's when there is none, and an id when nobody has one.
std::string Maker::addressOf(const Creator& creator) const {
    const auto hasOne = [](const Creator& one) { return !one.email.empty(); };
    if (hasOne(creator))
        return creator.email;
    const auto other = std::find_if(m_creators.begin(), m_creators.end(), hasOne);
    return other != m_creators.end() ? other->email : creator.id;
}

std::string Maker::createdBy(const Creator& owner, int index) {
    if (index == 7)
        return {}; // seen once in 143 recorded workspaces
    const bool byAddress = m_random.perMille(80);
    if (index == kNamedByAddress)
        return addressOf(owner);
    return byAddress && !owner.email.empty() ? owner.email : owner.id;
}

void Maker::addMembers(std::int64_t workspace, const Creator& owner) {
    const std::uint64_t others = m_random.below(7);
    for (std::uint64_t i = 0; i < others; ++i) {
        const Creator& other = m_creators[m_random.below(m_creators.size())];
        m_workspaces.setMember(workspace, other.id, m_random.perMille(200) ? "OWNER" : "COLLABORATOR");
    }
    m_workspaces.setMember(workspace, owner.id, "OWNER");
}

// Anybody when there is nobody of that kind.
const Creator& Maker::somebody(bool enabled) {
    const std::size_t start = m_random.below(m_creators.size());
    for (std::size_t i = 0; i < m_creators.size(); ++i) {
        const Creator& creator = m_creators[(start + i) % m_creators.size()];
        if (creator.enabled == enabled)
            return creator;
    }
    return m_creators[start];
}

void Maker::addMembers(std::int64_t workspace, Plight plight) {
    if (plight == Plight::Nobody)
        return;
    for (int i = 0; i < 3; ++i)
        m_workspaces.setMember(workspace, somebody(true).id, "COLLABORATOR");
    if (plight != Plight::NoActiveOwner)
        m_workspaces.setMember(workspace, somebody(true).id, "OWNER");
    if (plight == Plight::NoActiveOwner || plight == Plight::HalfOwned)
        m_workspaces.setMember(workspace, somebody(false).id, "OWNER");
}

void Maker::make(int index) {
    Workspace workspace;
    workspace.id = index + 1;
    const bool isDefault = index % 3 == 0 && m_nextOwner < m_creators.size();
    const Creator& owner = m_creators[isDefault ? m_nextOwner++ : m_random.below(m_creators.size())];
    workspace.name = isDefault && !owner.email.empty() ? defaultName(owner) : projectName();
    const Lesson* lesson = lessonAt(index);
    if (lesson != nullptr)
        workspace.name = lesson->name;
    if (index == 1)
        m_firstProject = workspace.name;
    if (index == 10) // older instances did not keep names unique
        workspace.name = m_firstProject;
    workspace.createdAt =
        isoTime(m_today - m_random.between(kDay, 700 * kDay), m_random.below(1000000), index % 20 == 5);
    workspace.createdBy = createdBy(owner, index);
    workspace.archived = !isDefault && m_random.perMille(120);
    workspace.models = m_models.list(m_random, 6);
    workspace.pipelines = m_pipelines.list(m_random, 4);
    if (lesson != nullptr)
        workspace.archived = lesson->plight == Plight::Archived;
    m_workspaces.add(workspace);
    if (lesson != nullptr)
        addMembers(workspace.id, lesson->plight);
    else if (isDefault)
        m_workspaces.setMember(workspace.id, owner.id, "OWNER");
    else
        addMembers(workspace.id, owner);
}

} // namespace

void seedWorkspaces(Workspaces& workspaces, const std::vector<Creator>& creators, int count, SeededRandom& random,
                    std::int64_t today) {
    Maker maker(workspaces, creators, random, today);
    for (int index = 0; index < count; ++index)
        maker.make(index);
}

} // namespace wallaroo::sandbox

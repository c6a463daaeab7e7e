#include "sandbox/userpages.h"

#include "sandbox/encoding.h"
#include "sandbox/userjson.h"

#include <numeric>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kRowsPerPage = 64;
constexpr std::size_t kBufferSize = 256 * 1024; // a write of this size costs no more per byte than a larger one
constexpr std::string_view kHead = "{\"users\":{";
constexpr std::string_view kTail = "}}";

using PagePointer = std::shared_ptr<const UserPages::Page>;

class PagesBody : public BodySource {
public:
    PagesBody(std::vector<PagePointer> pages, std::size_t call) : m_pages(std::move(pages)), m_call(call) {
        m_size = kHead.size() + kTail.size();
        for (const PagePointer& page : m_pages)
            m_size += page->text.size();
        if (m_size > kHead.size() + kTail.size())
            m_size -= 1; // the comma after the last row
    }

    std::size_t size() const override { return m_size; }

    bool send(const ByteSink& sink) const override;

private:
    std::vector<PagePointer> m_pages;
    std::size_t m_call;
    std::size_t m_size = 0;
};

// A step that visits each of count places once before it comes back.
std::size_t stride(std::size_t count, std::size_t wanted) {
    std::size_t step = wanted % count;
    while (std::gcd(step, count) != 1)
        ++step;
    return step;
}

bool PagesBody::send(const ByteSink& sink) const {
    std::string buffer(kHead);
    const std::size_t count = m_pages.size();
    const std::size_t step = count > 0 ? stride(count, m_call * 7919 + 1) : 0;
    for (std::size_t i = 0, at = m_call; i < count; ++i, at += step) {
        const UserPages::Page& page = *m_pages[at % count];
        if (buffer.size() + page.text.size() > kBufferSize && !buffer.empty()) {
            if (!sink(buffer.data(), buffer.size()))
                return false;
            buffer.clear();
        }
        if (page.starts.empty()) // everybody on it was deleted
            continue;
        const std::size_t start = page.starts[m_call % page.starts.size()];
        buffer.append(page.text, start).append(page.text, 0, start);
    }
    if (m_size > kHead.size() + kTail.size())
        buffer.pop_back();
    buffer += kTail;
    return sink(buffer.data(), buffer.size());
}

} // namespace

void UserPages::invalidate(std::int64_t position) {
    const std::lock_guard held(m_staleMutex);
    m_stale.insert(static_cast<std::size_t>(position - 1) / kRowsPerPage);
}

std::shared_ptr<const UserPages::Page> UserPages::render(std::size_t index) {
    auto page = std::make_shared<Page>();
    page->starts.reserve(kRowsPerPage);
    page->text.reserve(kRowsPerPage * 512);
    const auto first = static_cast<std::int64_t>(index * kRowsPerPage + 1);
    m_users.each(first, first + static_cast<std::int64_t>(kRowsPerPage) - 1, [&](const User& user) {
        page->starts.push_back(page->text.size());
        appendJsonString(page->text, user.id);
        page->text += ':';
        appendUser(page->text, user, UserShape::Listed, m_callerIsAdmin);
        page->text += ',';
    });
    page->text.shrink_to_fit();
    return page;
}

std::shared_ptr<const BodySource> UserPages::body() {
    const std::lock_guard held(m_pagesMutex);
    std::set<std::size_t> stale;
    {
        const std::lock_guard staleHeld(m_staleMutex);
        stale.swap(m_stale);
    }
    if (!m_everAsked) {
        m_everAsked = true;
        const auto rows = static_cast<std::size_t>(m_users.lastPosition()); // deleted ones leave gaps
        m_pages.resize((rows + kRowsPerPage - 1) / kRowsPerPage);
        for (std::size_t index = 0; index < m_pages.size(); ++index)
            m_pages[index] = render(index);
    } else {
        for (const std::size_t index : stale) {
            if (index >= m_pages.size())
                m_pages.resize(index + 1);
            m_pages[index] = render(index);
        }
    }
    return std::make_shared<PagesBody>(m_pages, m_calls++);
}

} // namespace wallaroo::sandbox

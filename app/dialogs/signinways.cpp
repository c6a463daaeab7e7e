#include "dialogs/signinways.h"

#include "dialogs/fieldmessage.h"
#include "style/metrics.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

using session::Way;

struct WayEntry {
    Way way = Way::Password;
    const char* objectName = nullptr;
    const char* text = nullptr;
    WayNeeds needs;
    bool api::Discovery::*offered = nullptr;
};

/// In the order they are shown in. A way that comes later is one more line.
constexpr WayEntry entries[] = {
    {Way::Password,
     "wayPassword",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "User name and pass&word"),
     {true, true},
     &api::Discovery::passwordOffered},
    {Way::DeviceBrowser,
     "wayDeviceBrowser",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "In the &browser"),
     {true, false},
     &api::Discovery::deviceOffered},
    {Way::DeviceCode,
     "wayDeviceCode",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "With a code on another de&vice"),
     {true, false},
     &api::Discovery::deviceOffered},
    {Way::InferenceOnly,
     "wayInferenceOnly",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "In&ference token only"),
     {false, false},
     &api::Discovery::clientCredentialsOffered},
};

const WayEntry& entryOf(Way way) {
    for (const WayEntry& entry : entries) {
        if (entry.way == way)
            return entry;
    }
    return entries[0];
}

} // namespace

WayNeeds needsOf(Way way) {
    return entryOf(way).needs;
}

QString nameOf(Way way) {
    return SignInWays::tr(entryOf(way).text).remove(u'&');
}

bool isOffered(Way way, const api::Discovery& discovery) {
    return discovery.*entryOf(way).offered;
}

SignInWays::SignInWays(QWidget* parent)
    : QWidget(parent),
      m_group(new QButtonGroup(this)),
      m_message(new FieldMessage(nullptr, QStringLiteral("wayMessage"), parent)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(this).px(4));
    for (const WayEntry& entry : entries) {
        auto* button = new QRadioButton(tr(entry.text), this);
        button->setObjectName(QLatin1String(entry.objectName));
        m_group->addButton(button, static_cast<int>(entry.way));
        column->addWidget(button, 0, Qt::AlignLeft);
    }
    setWay(Way::Password);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (!on)
            return;
        m_message->clear();
        showOffered();
        Q_EMIT chosen();
    });
}

Way SignInWays::way() const {
    return static_cast<Way>(m_group->checkedId());
}

void SignInWays::setWay(Way way) {
    m_group->button(static_cast<int>(isAllowed(way) ? way : m_allowed->first()))->setChecked(true);
}

void SignInWays::focusChosen() {
    m_group->checkedButton()->setFocus();
}

void SignInWays::setOffer(const std::optional<api::Discovery>& discovery) {
    m_discovery = discovery;
    showOffered();
}

void SignInWays::setAllowed(const std::optional<QList<Way>>& ways) {
    m_allowed = ways && !ways->isEmpty() ? ways : std::nullopt;
    setWay(way());
    showOffered();
}

void SignInWays::showOffered() {
    for (const WayEntry& entry : entries) {
        const bool offered = !m_discovery || isOffered(entry.way, *m_discovery);
        m_group->button(static_cast<int>(entry.way))
            ->setVisible(isAllowed(entry.way) && (offered || entry.way == way()));
    }
}

void SignInWays::showFailure(const Error& error) {
    m_message->setField(m_group->checkedButton());
    m_message->say(error);
    if (way() == Way::Password && isAllowed(Way::DeviceBrowser) && (!m_discovery || m_discovery->deviceOffered))
        m_message->offer(QStringLiteral("useBrowser"), tr("Sign in in the browser instead"),
                         [this] { setWay(Way::DeviceBrowser); });
    m_group->checkedButton()->setFocus();
}

} // namespace wallaroo

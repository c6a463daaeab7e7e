#include "dialogs/signinways.h"

#include "dialogs/fieldmessage.h"
#include "style/metrics.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

struct WayEntry {
    session::Way way = session::Way::Password;
    const char* objectName = nullptr;
    const char* text = nullptr;
    WayNeeds needs;
};

/// In the order they are shown in. A way that comes later is one more line.
constexpr WayEntry entries[] = {
    {session::Way::Password,
     "wayPassword",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "User name and pass&word"),
     {true, true}},
    {session::Way::InferenceOnly,
     "wayInferenceOnly",
     QT_TRANSLATE_NOOP("wallaroo::SignInWays", "In&ference token only"),
     {false, false}},
};

} // namespace

WayNeeds needsOf(session::Way way) {
    for (const WayEntry& entry : entries) {
        if (entry.way == way)
            return entry.needs;
    }
    return {};
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
    setWay(session::Way::Password);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (!on)
            return;
        m_message->clear();
        Q_EMIT chosen();
    });
}

session::Way SignInWays::way() const {
    return static_cast<session::Way>(m_group->checkedId());
}

void SignInWays::setWay(session::Way way) {
    m_group->button(static_cast<int>(way))->setChecked(true);
}

void SignInWays::showFailure(const Error& error) {
    m_message->setField(m_group->checkedButton());
    m_message->say(error);
    m_group->checkedButton()->setFocus();
}

} // namespace wallaroo

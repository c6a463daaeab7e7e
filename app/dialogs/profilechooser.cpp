#include "dialogs/profilechooser.h"

#include "base/displaytext.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/profilecolours.h"
#include "widgets/linkbutton.h"

#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyledItemDelegate>

namespace wallaroo {
namespace {

/// Qt names a combo box on Unix by what is chosen in it: a screen reader would not hear what that is of.
class ProfileBoxInterface final : public QAccessibleWidget {
public:
    explicit ProfileBoxInterface(QComboBox* box) : QAccessibleWidget(box, QAccessible::ComboBox), m_box(box) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? m_box->currentText() : QAccessibleWidget::text(kind);
    }

    [[nodiscard]] QStringList actionNames() const override {
        return QStringList{showMenuAction()} + QAccessibleWidget::actionNames();
    }

    void doAction(const QString& action) override {
        if (action == showMenuAction())
            m_box->showPopup();
        else
            QAccessibleWidget::doAction(action);
    }

private:
    QComboBox* m_box;
};

constexpr int isOrganisationsRole = Qt::UserRole;

/// In the list of all it is told whose a profile is; in the box, which is short, there is room for its name alone.
class ProfileDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(isOrganisationsRole).toBool())
            option->text = ProfileChooser::tr("%1, set by your organisation", "a profile").arg(option->text);
    }
};

QAccessibleInterface* profileBoxInterface(const QString& name, QObject* object) {
    if (name != QLatin1String(ProfileBox::staticMetaObject.className()))
        return nullptr;
    return new ProfileBoxInterface(static_cast<QComboBox*>(object)); // owned by Qt's cache
}

} // namespace

ProfileBox::ProfileBox(QWidget* parent) : QComboBox(parent) {
    QAccessible::installFactory(profileBoxInterface);
}

ProfileChooser::ProfileChooser(QWidget* parent)
    : QObject(parent),
      m_row(new QWidget(parent)),
      m_box(new ProfileBox(m_row)),
      m_new(new LinkButton(tr("New", "a new profile"), m_row)),
      m_manage(new LinkButton(tr("Manage…", "profiles"), m_row)),
      m_note(new QLabel(parent)) {
    m_box->setObjectName(QStringLiteral("profile"));
    m_box->setAccessibleName(tr("Profile"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(10);
    m_box->setItemDelegate(new ProfileDelegate(m_box));
    m_new->setObjectName(QStringLiteral("newProfile"));
    m_new->setAccessibleDescription(tr("Begins a new profile with empty fields"));
    m_manage->setObjectName(QStringLiteral("manageProfiles"));
    m_manage->setAccessibleDescription(tr("Rename, duplicate, delete, import and export profiles"));
    m_note->setObjectName(QStringLiteral("profileNote"));
    m_note->setTextFormat(Qt::PlainText);
    setTextStyle(m_note, TextStyle::Small);
    setTextTint(m_note, Tint::SecondaryText);
    auto* line = new QHBoxLayout(m_row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Metrics(parent).px(12));
    line->addWidget(m_box, 1);
    line->addWidget(m_new);
    line->addWidget(m_manage);
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        if (index < m_profiles.size())
            Q_EMIT chosen(m_profiles[index]);
        else
            Q_EMIT newRequested();
    });
    connect(m_new, &QAbstractButton::clicked, this, &ProfileChooser::newRequested);
    connect(m_manage, &QAbstractButton::clicked, this, &ProfileChooser::manageRequested);
    fill();
}

void ProfileChooser::addLink(QWidget* link) {
    m_row->layout()->addWidget(link);
}

void ProfileChooser::setProfiles(const QList<session::Profile>& profiles) {
    m_profiles = profiles;
    fill();
}

void ProfileChooser::setCurrent(const QUuid& id) {
    m_current = id;
    fill();
}

void ProfileChooser::fill() {
    m_box->clear();
    m_note->clear();
    int current = -1;
    for (const auto& profile : m_profiles) {
        if (profile.id == m_current) {
            current = m_box->count();
            if (profile.organisation)
                m_note->setText(tr("Set by your organisation: its address is not changed here."));
        }
        m_box->addItem(colourMark(profile.colour), displayText(profile.title(), 64), profile.organisation);
        const QString label = displayText(profile.instance.label(), 96);
        const QString hint =
            profile.organisation ? tr("%1, set by your organisation", "an instance").arg(label) : label;
        for (const int role : {Qt::ToolTipRole, Qt::AccessibleDescriptionRole})
            m_box->setItemData(m_box->count() - 1, hint, role);
    }
    if (current < 0) { // what is typed is none of the known ones
        m_box->addItem(tr("New profile"));
        current = m_box->count() - 1;
    }
    m_box->setCurrentIndex(current);
    m_box->view()->setMinimumWidth(m_box->view()->sizeHintForColumn(0)); // wider than the box, where that is short
    m_box->setAccessibleDescription(m_note->text());
    m_note->setVisible(!m_note->text().isEmpty() && m_row->isVisibleTo(m_row->parentWidget()));
}

} // namespace wallaroo
